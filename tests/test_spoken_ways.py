# ruff: noqa: RUF001  # characters of other scripts are what this is about
"""Lines that may be meant in several ways: refused, and each way that is offered is answered as it says."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from estimator.problems import EstimateError
from estimator.reckoning.estimate import answer
from tests.all_of import all_of

# What is typed, the ways in which it may be meant, and what each of them is in the unit that it is shown in.
WAYS = [
    ("10TB at 70% utilization", {"10 TB * 70%": "7 TB", "10 TB / 70%": "14.285714285714286 TB"}),
    ("10TB，利用率70%", {"10 TB * 70%": "7 TB", "10 TB / 70%": "14.285714285714286 TB"}),
    ("100 GB disk usage 80%", {"100 GB * 80%": "80 GB", "100 GB / 80%": "125 GB"}),
    (
        "10TB at 70% utilization, how much storage is used",
        {"10 TB * 70%": "7 TB", "10 TB / 70%": "14.285714285714286 TB"},
    ),
    (
        "10TB disk at 70% utilization, how much disk do we need",
        {"10 TB * 70%": "7 TB", "10 TB / 70%": "14.285714285714286 TB"},
    ),
    (
        "10TB at 70% utilization, how much storage do we use",
        {"10 TB * 70%": "7 TB", "10 TB / 70%": "14.285714285714286 TB"},
    ),
    ("50k QPS at 70% utilization", {"50k QPS * 70%": "35k QPS", "50k QPS / 70%": "71428.571428571428 QPS"}),
    ("20k QPS, 90% hit rate", {"20k QPS * 90%": "18k QPS", "20k QPS * (1 - 90%)": "2k QPS"}),
    ("缓存未命中率5%，QPS 10万，打到数据库的QPS", {"10万 QPS * 5%": "5k QPS", "10万 QPS * (1 - 5%)": "95k QPS"}),
    ("3 out of 4 requests hit the cache, 40k rps", {"40k RPS * (3/4)": "30k RPS", "40k RPS * (1 - (3/4))": "10k RPS"}),
    ("10% of requests are writes, 50k QPS", {"50k QPS * 10%": "5k QPS", "50k QPS * (1 - 10%)": "45k QPS"}),
    ("每10个请求里有1个写请求，总QPS 5万", {"5万 QPS * (1/10)": "5k QPS", "5万 QPS * (1 - (1/10))": "45k QPS"}),
    ("QPS 5万，80%是读", {"5万 QPS * 80%": "40k QPS", "5万 QPS * (1 - 80%)": "10k QPS"}),
    (
        "QPS and storage per year for 10M DAU, 5 posts each per day, 1KB each",
        {
            "10M user * 5 posts/user/day -> QPS": "50M post/day",
            "10M user * 5 posts/user/day * 1 KB/post * 1 year": "18.25 TB",
        },
    ),
    (
        "QPS和带宽：日活500万，每人每天30次请求，每次20KB",
        {
            "500万 user * 30 request/user/day -> QPS": "150M request/day",
            "500万 user * 30 request/user/day * 20 KB/request": "3 TB/day",
        },
    ),
]
# What is said of a line that leaves something open, which no line can be written for.
OPEN = {
    "1 in 10 requests is a write": "1/10 is a share, but not said is of how much",
    "命中率80%": "80% is a share, but not said is of how much",
    "20% of photos are 2 MB": "how large 20% of them are is said, but not how large the others are",
    "20% of photos are 2 MB and 70% are 200 KB": "how large 20% of them are is said, but not how large the others are",
    "20% of photos are 2 MB and 80% of videos are 200 MB": "not how large the others are",
    "20%的图片是2MB，80%的视频是200MB": "not how large the others are",
    "10M DAU, 20 requests each per day, storage per year": "has no bytes",
    "QPS and peak QPS for 10M DAU, 20 requests each per day, peak 3x": "are asked for at once",
    "5 in 3 requests": "does not fit here",
    "1000 out of 50 requests": "1000 out of 50 requests is no share",
    "120% of photos are 2 MB, the rest are 200 KB": "120% is more than all of them",
    "10TB at 150% utilization, how much disk do we need": "between 10 TB and 150% has no one meaning",
    "50k QPS, 110% reads, write QPS": "it is not said how",
    "日请求8亿，峰值是均值的4倍，平均QPS多少": "平均QPS is asked for, and a peak is said",
    "1M DAU, 9 req each per day, 2 KB each, peak 3x, average bandwidth": "average bandwidth is asked for, and a peak",
    "the peak is 4x the average, 800M requests a day, average QPS": "is asked for, and a peak is said",
}
# Lines of which nothing is offered, for it would leave out a number, or take writes for all requests.
UNOFFERED = [
    "100k QPS, 95% hit rate, 3 replicas, db QPS", "1M DAU, 10 requests per day, 90% cache hit rate, DB QPS",
    "10TB数据，磁盘利用率70%，3副本，需要多大磁盘", "10 TB over a 1 Gbps link at 80% utilization, how long",
    "50k write QPS, 10% of requests are writes, read QPS",
]  # fmt: skip
# A rate of reads or writes is no rate of both, whichever side of its number the word stands on.
OF_ONE = [
    ("write QPS 2000, read write ratio 10:1, read QPS", "20k read/s"),
    ("2000 write QPS, read write ratio 10:1, read QPS", "20k read/s"),
    ("读QPS 2万，读写比10:1，写QPS", "2000 write/s"),
    ("10k QPS, read write ratio 9:1, read QPS", "9k QPS"),
    ("3 out of 4 requests", "0.75"),
    ("1 in 5 of 10M users", "2M user"),
    ("1 in 10 photos is 2 MB, the rest are 200 KB", "380 KB"),
    ("20%的图片是2MB，80%的图片是200KB", "560 KB"),
    ("1000 write/s, read write ratio 10:1, read QPS", "10k read/s"),
]


@all_of(("typed", "ways"), WAYS)
def test_each_way_that_is_offered_is_answered(typed: str, ways: dict[str, str]) -> None:
    with pytest.raises(EstimateError) as refused:
        answer(typed)
    remedy = refused.value.problems[0].remedy
    assert remedy.startswith("write ")
    offered = re.split(r", or |(?<=%) for |(?<=\)) for ", remedy.removeprefix("write "))
    assert [one for one in offered if one in ways] == [*ways]
    for line, value in ways.items():
        assert answer(line).values[-1] == pytest.approx(answer(value).values[-1], rel=1e-12)
    values = [answer(line).values[-1] for line in ways]
    assert all(one != other for one, other in pairwise(values))


@all_of(("typed", "said"), [*OPEN.items()])
def test_what_is_left_open_is_said(typed: str, said: str) -> None:
    with pytest.raises(EstimateError) as refused:
        answer(typed)
    assert said in refused.value.problems[0].message


@all_of("typed", UNOFFERED)
def test_no_line_is_offered_that_leaves_something_out(typed: str) -> None:
    with pytest.raises(EstimateError) as refused:
        answer(typed)
    assert "which part of" not in refused.value.problems[0].message


@all_of(("typed", "value"), OF_ONE)
def test_a_part_is_no_whole(typed: str, value: str) -> None:
    assert answer(typed).values[-1] == pytest.approx(answer(value).values[-1], rel=1e-12)


@pytest.mark.parametrize("noun", ["rest", "misses", "others"])
def test_a_word_of_patterns_may_still_be_counted(noun: str) -> None:
    assert answer(f"5 {noun} * 2").values[-1] == 10


def test_a_stream_of_bytes_in_messages_is_a_quotient() -> None:
    with pytest.raises(EstimateError) as refused:
        answer("1 TB/day, 1 KB per message, QPS")
    remedy = refused.value.problems[0].remedy
    assert remedy == "write 1 TB/day / (1 KB/message)"
    assert answer(remedy.removeprefix("write ")).values[-1] == pytest.approx(answer("1e9 message/day").values[-1])
