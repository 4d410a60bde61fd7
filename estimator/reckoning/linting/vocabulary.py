"""What names say, in English and Chinese: a peak, copies, for how long something is kept.

A name is cut into its words at `_` and digits; Chinese has no blanks, so a word of it counts wherever it stands.
"""

from __future__ import annotations

import re
from functools import cache

_WORDS = {
    "peak": "peak peaks busiest burst bursts spike spikes surge planned 峰值 高峰 突发 尖峰 最忙",
    "busy": "busy waking 忙时 繁忙",
    "mean": "mean avg average daily 平均 日均 均值",
    "copies": "copy copies replica replicas replicated replication redundancy redundant rf erasure mirrored mirrors "
    "parity raid backup backups 副本 复制 冗余 备份 多副本 纠删 拷贝 镜像",
    "kept": "retention retained kept keep lifetime ttl expiry years months days "
    "保留 留存 保存 存储时长 年限 有效期 过期",
    "stored": "storage stored store disk disks archive archived database db total content bytes media "
    "总量 总共 存储 磁盘 硬盘 落盘 归档 数据库",
    "put_by": "storage stored disk disks 存储 磁盘 硬盘 落盘",
    "moved": "bandwidth egress ingress traffic network throughput transfer read reads write writes memory cache cached "
    "ram log wal page pages heap buffer bitmap filter 带宽 流量 内存 缓存 网络 吞吐",
    "growth": "per growth rate daily day hour hourly week weekly month monthly minute second increase new added "
    "每天 每日 日增 每月 月增 每年 增长 增量 新增 日",
    "machines": "server servers machine machines instance instances node nodes worker workers core cores cpu cpus vcpu "
    "vcpus pod pods container containers broker brokers vm vms gpu gpus box boxes fleet shard shards "
    "服务器 机器 实例 节点 台数 核 核数",
    "monthly": "monthly mau registered signed signup signups 月活 月活跃 注册 注册用户",
    "active": "share daily dau active ratio fraction percent part 日活 活跃率 占比 比例",
    "percentile": "p75 p90 p95 p98 p99 p999 p9999 percentile 分位 分位数",
    "decided": "retention replicas copies target limit budget years slo sla headroom utilisation utilization quota "
    "保留 副本 目标 上限 预算 年限",
    "varies": "each varies vary varying differ differs depending between distribution 不等 各 不同",
}
_KNOWN = {concept: frozenset(words.split()) for concept, words in _WORDS.items()}
_PARTS = re.compile(r"(?=([a-z]+\d+))?([a-z]+|\d+)")


@cache
def _parts(text: str) -> frozenset[str]:
    return frozenset([part for parts in _PARTS.findall(text.lower()) for part in parts if part])


def says(text: str, concept: str) -> bool:
    """Whether a name, a path or a sentence has a word of a concept in it."""
    known = _KNOWN[concept]
    if not known.isdisjoint(_parts(text)):
        return True
    return not text.isascii() and any(word in text for word in known if not word.isascii())
