"""Searching the library, in English and by the Chinese terms of the field; and its catalogue in the docs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from estimator.model.catalogue import (
    FORMULAS,
    TABLES,
    TEMPLATES,
    group,
    known_as,
    near,
    search,
    sheet_called,
    sheet_entries,
)
from estimator.model.files import module_from_text
from estimator.model.modules import Library, shipped_library
from estimator.reckoning.estimate import estimate
from tests.data import ROOT

# What is typed, and what has to be among the first three that are found.
SEARCHES = [
    ("hit ratio", "cache.lru_hit_ratio_of"),
    ("hit-ratio", "cache.lru_hit_ratio_of"),
    ("缓存命中率", "cache"),
    ("布隆过滤器", "bloom"),
    ("短链", "url_shortener"),
    ("雪花算法", "id"),
    ("限流", "rate_limit"),
    ("令牌桶", "rate_limit.token_bucket"),
    ("一致性哈希", "database.moved_by_consistent_hashing"),
    ("读扩散", "feed"),
    ("写放大", "lsm"),
    ("零拷贝", "network"),
    ("惊群", "cache.stampede"),
    ("缓存雪崩", "cache.expiry_qps"),
    ("分库分表", "database"),
    ("主从延迟", "database.replication_lag"),
    ("高可用", "availability"),
    ("时间轮", "timing_wheel"),
    ("秒杀", "flash_sale"),
    ("百万连接", "connections"),
    ("心跳", "connections.heartbeat_qps"),
    ("峰值 QPS", "traffic.peak_qps"),
    ("布隆过滤器大小", "bloom"),  # a longer phrase than the term
    ("erasure coding", "storage.erasure_coded"),
    ("Erlang C", "queue.erlang_c"),
    ("thundering herd", "cache.stampede"),
    ("hot key", "cache.hot_key_replicas"),
    ("birthday problem", "id.colliding_pairs"),
    ("TIME_WAIT", "connections.time_wait_rate"),
    ("YouTube", "video_sharing"),
    ("Dropbox", "file_sync"),
    ("缓存击穿", "cache.stampede"),
    ("缓存穿透", "bloom"),
    ("虚拟节点", "database.ring_imbalance"),
    ("削峰填谷", "queue.backlog"),
    ("乐观锁", "database.optimistic_attempts"),
    ("悲观锁", "database.hot_row_tps"),
    ("行级锁", "database.hot_row_tps"),
    ("热key", "cache.hot_key_replicas"),
    ("大key", "cache.blocking_time"),
    ("背压", "queue"),
    ("短网址", "url_shortener"),
    ("抢购", "flash_sale"),
    ("漏桶", "rate_limit.leaky_bucket_delay"),
    ("滑动窗口", "rate_limit"),
    ("熔断", "retry"),
    ("从库", "database.replicas_needed"),
    ("读放大", "feed.pull_reads"),
    ("冷热分离", "log_platform.tier"),
    ("双写", "database.migration_time"),
    ("数据迁移", "database.migration_time"),
    ("对账", "payment"),
    ("幂等", "database.deduplication_table"),
    ("去重", "database.deduplication_table"),
    ("消息队列", "queue"),
    ("消息堆积", "queue.backlog"),
    ("积压", "queue.backlog"),
    ("死信", "retry.still_failing"),
    ("重试", "retry"),
    ("指数退避", "retry.waits"),
    ("冗余请求", "retry.hedging_load"),
    ("环形队列", "queue.ring_usable"),
    ("发号器", "id"),
    ("号段", "id"),
    ("自增主键", "database.key_bytes"),
    ("时钟回拨", "id.rollbacks"),
    ("跳表", "redis.sorted_set"),
    ("排行榜", "leaderboard"),
    ("信息流", "feed"),
    ("朋友圈", "feed"),
    ("推拉结合", "feed"),
    ("大V", "feed.fan_out_time"),
    ("粉丝", "feed"),
    ("长连接", "connections"),
    ("端口", "connections"),
    ("网卡", "bandwidth"),
    ("带宽", "bandwidth"),
    ("拥塞", "network.incast_burst"),
    ("日志", "log_platform"),
    ("监控", "monitoring"),
    ("定时任务", "scheduler"),
    ("延迟队列", "scheduler"),
    ("打车", "ride_hailing"),
    ("网盘", "file_sync"),
    ("对象存储", "object_storage"),
    ("纠删码", "storage.erasure_coded"),
    ("副本", "storage.replicated"),
    ("压缩", "compression"),
    ("序列化", "serialization"),
    ("异地多活", "availability.parallel"),
    ("几个9", "availability.downtime"),
    ("选主", "consensus"),
    ("法定人数", "availability.k_of_n"),
    ("共识", "consensus"),
    ("两阶段提交", "consensus.two_phase_messages"),
    ("向量时钟", "consensus.vector_clock"),
    ("分布式锁", "database.hot_row_tps"),
    ("分布式事务", "consensus"),
    ("爬虫", "web_crawler"),
    ("聊天", "chat"),
    ("即时通讯", "chat"),
    ("视频", "video_sharing"),
    ("直播", "video_sharing"),
    ("弹幕", "websocket_gateway"),
    ("图片", "photo_sharing"),
    ("搜索提示", "typeahead"),
    ("支付", "payment"),
    ("优惠券", "tokens"),
    ("红包", "flash_sale"),
    ("库存", "flash_sale.local_stock"),
    ("广告点击", "ad_clicks"),
    ("实时统计", "ad_clicks"),
    ("网关", "websocket_gateway"),
    ("推送", "notification_service"),
    ("负载均衡", "fleet.balancers_needed"),
    ("容量规划", "fleet"),
    ("机器数量", "fleet"),
    ("并发数", "traffic.concurrency"),
    ("响应时间", "network.request_latency"),
    ("峰值", "traffic.peak_qps"),
    ("日活", "traffic.daily_requests"),
    ("平均QPS", "traffic.mean_qps"),
    ("利特尔法则", "traffic.concurrency"),
    ("协程", "go.goroutines"),
    ("线程池", "fleet.workers_needed"),
    ("连接池", "queue.erlang_b"),
    ("垃圾回收", "gc"),
    ("系统调用", "fleet.system_call_cores"),
    ("上下文切换", "latency.context_switch"),
    ("随机读", "disks"),
    ("顺序读", "disks"),
    ("磁盘", "disks"),
    ("页分裂", "postgresql.btree"),
    ("索引", "postgresql.btree"),
    ("B+树", "innodb"),
    ("内存碎片", "malloc"),
    ("跨机房", "latency.round_trip_us_east_us_west"),
    ("回源", "network.origin_bandwidth"),
    ("生日悖论", "id.colliding_pairs"),
    ("哈希冲突", "id.colliding_pairs"),
    ("淘汰算法", "cache"),
    ("随机TTL", "cache.expiry_qps_with_jitter"),
    ("本地缓存", "cache"),
    ("LRU", "cache.lru_hit_ratio_of"),
    ("攒批", "batch"),
    ("批处理", "batch"),
    ("流水线", "network.pipelined"),
    ("基数统计", "sketch"),
    ("地理位置", "ride_hailing"),
    ("hits", "cache"),
    ("hit rate", "cache"),
    ("p99", "queue.response_percentile"),
    ("nines", "availability.nines"),
    ("load balancer", "fleet.balancers_needed"),
    ("load balancing", "fleet.balancers_needed"),
    ("qps", "traffic"),
    ("QPS", "traffic"),
    ("tps", "traffic"),
    ("sharding", "database"),
    ("shards", "database.shards_needed"),
    ("replica", "database"),
    ("replication lag", "database.replication_lag"),
    ("read replica", "database.replicas_needed"),
    ("uuid", "database.key_bytes"),
    ("autoincrement", "database.key_bytes"),
    ("index size", "postgresql.btree"),
    ("table size", "postgresql.heap"),
    ("WAL", "postgresql.wal"),
    ("b-tree", "postgresql.btree"),
    ("goroutines", "go"),
    ("goroutine", "go"),
    ("hash map", "map_int64"),
    ("websockets", "connections"),
    ("keepalive", "connections.heartbeat_qps"),
    ("heartbeats", "connections.heartbeat_qps"),
    ("timeouts", "retry"),
    ("circuit breaker", "retry"),
    ("backpressure", "queue"),
    ("back pressure", "queue"),
    ("queue length", "queue.mean_queue"),
    ("worker pool", "fleet.workers_needed"),
    ("thread pool", "fleet.workers_needed"),
    ("connection pool", "queue.erlang_b"),
    ("little's law", "traffic.concurrency"),
    ("littles law", "traffic.concurrency"),
    ("concurrency", "traffic.concurrency"),
    ("throughput", "bandwidth.throughput"),
    ("bandwidth", "bandwidth"),
    ("ping", "latency.round_trip_same_datacenter"),
    ("rtt", "latency.round_trip_same_datacenter"),
    ("raid", "durability.annual_loss"),
    ("durability", "durability.annual_loss"),
    ("dau", "traffic.daily_requests"),
    ("mau", "traffic.daily_requests"),
    ("peak", "traffic.peak_qps"),
    ("downtime", "availability.downtime"),
    ("sla", "availability"),
    ("slo", "availability"),
    ("error budget", "availability.error_budget"),
    ("uptime", "availability"),
    ("mtbf", "availability.from_repairs"),
    ("failover", "availability"),
    ("quorum", "consensus"),
    ("raft", "consensus"),
    ("paxos", "consensus"),
    ("2pc", "consensus"),
    ("cdn", "network.origin_bandwidth"),
    ("bloom filter", "bloom"),
    ("hyperloglog", "redis.hyperloglog"),
    ("count min", "sketch.count_min_columns"),
    ("zipf", "cache"),
    ("lru", "cache.lru_hit_ratio_of"),
    ("cache stampede", "cache.stampede"),
    ("dogpile", "cache.stampede"),
    ("jitter", "cache.expiry_qps_with_jitter"),
    ("ttl", "cache.expiry_qps"),
    ("deduplication", "database.deduplication_table"),
    ("idempotency", "database.deduplication_table"),
    ("optimistic lock", "database.optimistic_attempts"),
    ("hotspot", "cache.hot_key_replicas"),
    ("hot row", "database.hot_row_tps"),
    ("kafka", "log_platform"),
    ("elasticsearch", "log_platform"),
    ("prometheus", "monitoring"),
    ("cardinality", "monitoring.active_series"),
    ("s3", "object_storage"),
    ("uber", "ride_hailing"),
    ("whatsapp", "chat"),
    ("slack", "chat"),
    ("instagram", "photo_sharing"),
    ("tiktok", "video_sharing"),
    ("netflix", "video_sharing"),
    ("autocomplete", "typeahead"),
    ("trie", "typeahead"),
    ("geohash", "ride_hailing"),
    ("cron", "scheduler"),
    ("ticketmaster", "flash_sale"),
    ("flash sale", "flash_sale"),
    ("stripe", "payment"),
    ("ledger", "payment"),
    ("snowflake", "id"),
    ("base62", "id.space"),
    ("collisions", "id.collision"),
    ("msgpack", "serialization"),
    ("json", "serialization"),
    ("protobuf", "serialization"),
    ("gzip", "compression"),
    ("zstd", "compression"),
    ("cost", "cost"),
    ("budget", "cost"),
    ("cores", "fleet.cores_needed"),
    ("cpu", "fleet.cores_needed"),
    ("ports", "connections"),
    ("tcp", "connections"),
    ("mtu", "bandwidth.goodput"),
    ("nic", "bandwidth"),
    ("disk", "disks"),
    ("iops", "disks"),
    ("ssd", "disks"),
    ("fsync", "latency.ssd_write_with_fsync"),
    ("compaction", "lsm"),
    ("write amplification", "lsm"),
    ("clock skew", "clock"),
    ("truetime", "clock"),
    ("hedge", "retry.hedging_load"),
    ("tail latency", "network.slow_share"),
    ("fan-out", "feed"),
    ("fanout", "feed"),
    ("celebrity", "feed.fan_out_time"),
]


@pytest.mark.parametrize(("query", "name"), SEARCHES)
def test_a_search_finds(query: str, name: str) -> None:
    assert name in [each.entry.name for each in search(shipped_library(), query)[:3]]


# What the kinds of systems are called, as one would say it in a sentence.
SYSTEMS = [
    ("url shortener", "url_shortener"),
    ("URL-shortener", "url_shortener"),
    ("video sharing", "video_sharing"),
    ("photo sharing", "photo_sharing"),
    ("News Feed", "news_feed"),
    ("web crawler", "web_crawler"),
    ("notification service", "notification_service"),
    ("ride-hailing", "ride_hailing"),
    ("typeahead", "typeahead"),
    ("file sync", "file_sync"),
    ("object storage", "object_storage"),
    ("metrics platform", "metrics_platform"),
    ("log platform", "log_platform"),
    ("flash sale", "flash_sale"),
    ("websocket gateway", "websocket_gateway"),
    ("rate limiter", "rate_limiter"),
    ("job scheduler", "job_scheduler"),
]


@pytest.mark.parametrize(("words", "name"), SYSTEMS)
def test_a_whole_estimate_runs_by_its_name_in_words(words: str, name: str) -> None:
    library = shipped_library()
    assert sheet_called(library, words) == name
    assert group(library, name) == TEMPLATES


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ad click aggregation", "ad_clicks"),
        ("tinyurl", "url_shortener"),
        ("秒杀", "flash_sale"),
        ("seckill", "flash_sale"),
        ("log_pipeline", "log_platform"),
        ("ticket_sale", "flash_sale"),
        ("WhatsApp", "chat"),
        ("uber", "ride_hailing"),
        ("erlang_c", "queue.erlang_c"),
    ],
)
def test_another_name_leads_to_it(words: str, name: str) -> None:
    library = shipped_library()
    assert sheet_called(library, words) == ""
    assert known_as(library, words)[0] == name
    command = [sys.executable, "-m", "estimator", *words.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"  = did you mean {name}?")


def test_every_word_has_to_be_found() -> None:
    both = {each.entry.name for each in search(shipped_library(), "lru zipf")}
    assert both <= {each.entry.name for each in search(shipped_library(), "lru")}


@pytest.mark.parametrize(
    ("query", "guess"),
    [("hitt ratio", "hit ratio"), ("snowflak", "snowflake"), ("xqzzy", ""), ("google docs", "google")],
)
def test_a_mistyped_word_is_put_right(query: str, guess: str) -> None:
    assert near(shipped_library(), query) == guess or search(shipped_library(), query)


def test_the_entries_are_those_that_parsing_finds() -> None:
    library = shipped_library()
    for name in library.names():
        module = library.module(name)
        assert module is not None
        first, *rest = sheet_entries(library, name)
        assert (first.title, first.also) == (module.sheet.documentation.title, module.sheet.documentation.also)
        assert [each.name.rpartition(".")[2] for each in rest] == list(module.definitions)
        for entry, definition in zip(rest, module.definitions.values(), strict=True):
            assert entry.also == definition.documentation.also
            assert entry.title in (definition.documentation.title, definition.note)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("twitter", TEMPLATES),
        ("payment", TEMPLATES),
        ("cache", FORMULAS),
        ("redis.string", FORMULAS),
        ("latency", TABLES),
    ],
)
def test_a_sheet_is_of_a_kind(name: str, kind: str) -> None:
    assert group(shipped_library(), name) == kind


def test_a_list_parses_no_sheet() -> None:
    code = (
        "import sys; sys.argv = ['estimate', 'list']\n"
        "from estimator.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "from estimator.model.modules import shipped_library\n"
        "print('parsed', len(shipped_library().parsed()), 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "parsed 0 False"


def test_the_catalogue_is_up_to_date() -> None:
    """`.venv/bin/python docs/make_catalogue.py` writes it anew."""
    command = [sys.executable, str(ROOT / "docs" / "make_catalogue.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("expression", "files"),
    [
        ("cache.database_qps(1 k QPS, 50%)", {"cache"}),
        ("queue.erlang_c(50, 60)", {"queue"}),
        ("postgresql.heap(1 M row, 53 B)", {"postgresql.heap"}),
        ("twitter.write_qps", {"twitter"}),
        ("url_shortener.code_length", {"url_shortener", "id"}),
    ],
)
def test_a_question_parses_the_files_that_it_needs(expression: str, files: set[str]) -> None:
    library = Library(str(ROOT / "formulas"))
    evaluation = estimate(module_from_text(f"## t\n\nanswer = {expression}", "t"), library=library)
    assert evaluation.model.problems == []
    assert library.parsed() == files


WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and str(args[0]).endswith(".est") and opened.append(str(args[0])))
sys.argv = ["estimate", *sys.argv[1:]]
from estimator.__main__ import main
try: main()
except SystemExit: pass
print("opened", *[path.partition("formulas/")[2] for path in opened])
"""


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["queue.erlang_c(50, 60)"], ["queue.est"]),
        (["explain", "queue.erlang_c"], ["queue.est"]),
        (["list", "cache"], ["cache.est"]),
        (["twitter"], ["twitter.est"]),
        (["latency"], ["latency.est"]),
        (["1 GB / 2"], []),
    ],
)
def test_a_question_opens_the_files_that_it_needs(arguments: list[str], files: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", WATCHED, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split()[1:] == files


@pytest.mark.parametrize("arguments", [["list"], ["list", "令牌桶"]])
def test_a_list_opens_each_file_once(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", WATCHED, *arguments], capture_output=True, text=True, check=True)
    opened = done.stdout.splitlines()[-1].split()[1:]
    assert len(opened) == len(set(opened)) == len(list(shipped_library().names()))
