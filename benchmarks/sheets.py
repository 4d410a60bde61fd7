"""The sheets that are measured: fifty mixed steps, and realistic ones of any length."""

from __future__ import annotations

# What a sheet of a real system does with numbers, forty steps over ten inputs.
MIXED = """\
monthly_users = 300 M user
daily_share = 40%
requests = 2 (1 to 4) request/user/day
peak = 2.5
answer_size = 12 KB/request
row_size = 300 B/request
growth = 30%
years = 3
overhead = 15%
server_rate = 1_200 QPS/server

daily_users = monthly_users * daily_share
request_rate = daily_users * requests -> QPS
peak_rate = request_rate * peak -> QPS
read_rate = request_rate * 90% -> QPS
write_rate = request_rate - read_rate -> QPS
peak_reads = read_rate * peak -> QPS
peak_writes = write_rate * peak -> QPS
traffic = peak_rate * answer_size -> Gbit/s
traffic_day = request_rate * answer_size -> TB/day
inbound = peak_writes * row_size -> Mbit/s
both_ways = traffic + inbound -> Gbit/s
link_share = both_ways / 100 Gbit/s
growth_factor = (1 + growth) ^ years
later_rate = peak_rate * growth_factor -> QPS
later_traffic = both_ways * growth_factor -> Gbit/s
stored_day = write_rate * row_size -> GB/day
stored_year = stored_day * 1 year -> TB
stored = stored_year * years * growth_factor -> TB
with_index = stored * (1 + overhead) -> TB
copies = with_index * 3 -> TB
disks = copies / 8 TB
spare = copies - with_index -> TB
servers = later_rate / server_rate
with_spare = servers * 1.3 + 2 server
cost = with_spare * 400 USD/month/server -> USD/month
disk_cost = disks * 90 USD/month -> USD/month
total_cost = cost + disk_cost -> USD/month
cost_user = total_cost / monthly_users -> USD/month/user
cost_share = disk_cost / total_cost
hit_ratio = 80%
misses = peak_reads * (1 - hit_ratio) -> QPS
backend = misses + peak_writes -> QPS
busiest = max(backend, peak_writes * 2)
cache = daily_users * 20% * 2 KB/user -> GB
cache_later = cache * growth_factor -> GB
memory = if cache_later > 64 GB then cache_later / 2 else cache_later
waiting = backend / (later_rate + 1 QPS)
latency = 1 ms * hit_ratio + 12 ms * (1 - hit_ratio) -> ms
at_once = peak_rate * latency
bytes_at_once = at_once * answer_size -> MB
"""

# Twenty lines as people write them, sheet after sheet: literals with units, ranges, products, sums, a call, notes.
_PART = """\
## Service {i}: writes and storage
## source: made for the benchmark
users_{i}     = {users} M user              # monthly actives
share_{i}     = {share}%                       # of them active on a day
posts_{i}     = 2 (1 to 4) post/user/day   # best guess, 90% range
media_{i}     = 10%
size_{i}      = 200 to 800 KB/post         # mean over the posts with media
retention_{i} = 5 year
peak_{i}      = {peak}                          # rule of thumb: 2 to 4

daily_{i}   = users_{i} * share_{i} -> user
write_{i}   = daily_{i} * posts_{i} -> QPS
top_{i}     = write_{i} * peak_{i} -> QPS
stored_{i}  = daily_{i} * posts_{i} * media_{i} * size_{i} -> TB/day
total_{i}   = stored_{i} * retention_{i} -> PB   # one copy
spare_{i}   = total_{i} + {peak} TB + 12 GB -> PB
servers_{i} = ceil(top_{i} / 1_500 QPS) * 1 server
row_{i}     = (9 + 101) B/post
check total_{i} < 10_000 PB   # fits the cluster we have

"""


def realistic(lines: int) -> str:
    """A sheet of so many lines."""
    length = _PART.count("\n")
    parts = [
        _PART.format(i=i, users=100 + i % 400, share=10 + i % 80, peak=2 + i % 3) for i in range(lines // length + 1)
    ]
    return "\n".join("".join(parts).split("\n")[:lines]) + "\n"
