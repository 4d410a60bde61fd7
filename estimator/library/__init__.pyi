"""The library: formulas and sheets.

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from estimator.library import ad_clicks as _ad_clicks
from estimator.library import availability as _availability
from estimator.library import bandwidth as _bandwidth
from estimator.library import batch as _batch
from estimator.library import bloom as _bloom
from estimator.library import cache as _cache
from estimator.library import chat as _chat
from estimator.library import clock as _clock
from estimator.library import compression as _compression
from estimator.library import connections as _connections
from estimator.library import consensus as _consensus
from estimator.library import cost as _cost
from estimator.library import counter_farm as _counter_farm
from estimator.library import database as _database
from estimator.library import disks as _disks
from estimator.library import distributions as _distributions
from estimator.library import durability as _durability
from estimator.library import feed as _feed
from estimator.library import file_sync as _file_sync
from estimator.library import flash_sale as _flash_sale
from estimator.library import fleet as _fleet
from estimator.library import formats as _formats
from estimator.library import gc as _gc
from estimator.library import go as _go
from estimator.library import growth as _growth
from estimator.library import hardware as _hardware
from estimator.library import hash_buckets as _hash_buckets
from estimator.library import home_timeline as _home_timeline
from estimator.library import id as _id
from estimator.library import innodb as _innodb
from estimator.library import java as _java
from estimator.library import job_scheduler as _job_scheduler
from estimator.library import json_cache as _json_cache
from estimator.library import latency as _latency
from estimator.library import leaderboard as _leaderboard
from estimator.library import limits as _limits
from estimator.library import linux as _linux
from estimator.library import llm as _llm
from estimator.library import log_platform as _log_platform
from estimator.library import lsm as _lsm
from estimator.library import malloc as _malloc
from estimator.library import map_int64 as _map_int64
from estimator.library import map_int64_servers as _map_int64_servers
from estimator.library import memcached as _memcached
from estimator.library import metrics_platform as _metrics_platform
from estimator.library import monitoring as _monitoring
from estimator.library import network as _network
from estimator.library import news_feed as _news_feed
from estimator.library import nines as _nines
from estimator.library import node as _node
from estimator.library import notification_service as _notification_service
from estimator.library import object_storage as _object_storage
from estimator.library import pastebin as _pastebin
from estimator.library import payment as _payment
from estimator.library import photo_sharing as _photo_sharing
from estimator.library import postgresql as _postgresql
from estimator.library import powers as _powers
from estimator.library import python as _python
from estimator.library import queue as _queue
from estimator.library import rate_limit as _rate_limit
from estimator.library import rate_limiter as _rate_limiter
from estimator.library import redis as _redis
from estimator.library import redo_log as _redo_log
from estimator.library import releases as _releases
from estimator.library import retry as _retry
from estimator.library import ride_hailing as _ride_hailing
from estimator.library import scheduler as _scheduler
from estimator.library import serialization as _serialization
from estimator.library import session_store as _session_store
from estimator.library import settings as _settings
from estimator.library import sketch as _sketch
from estimator.library import software as _software
from estimator.library import spread as _spread
from estimator.library import sqlite as _sqlite
from estimator.library import storage as _storage
from estimator.library import timing_wheel as _timing_wheel
from estimator.library import tokens as _tokens
from estimator.library import traffic as _traffic
from estimator.library import twitter as _twitter
from estimator.library import typeahead as _typeahead
from estimator.library import url_shortener as _url_shortener
from estimator.library import vectors as _vectors
from estimator.library import video_sharing as _video_sharing
from estimator.library import web_crawler as _web_crawler
from estimator.library import websocket_gateway as _websocket_gateway

class Formulas:
    """The library: formulas and sheets."""

    ad_clicks: _ad_clicks.Formulas
    availability: _availability.Formulas
    bandwidth: _bandwidth.Formulas
    batch: _batch.Formulas
    bloom: _bloom.Formulas
    cache: _cache.Formulas
    chat: _chat.Formulas
    clock: _clock.Formulas
    compression: _compression.Formulas
    connections: _connections.Formulas
    consensus: _consensus.Formulas
    cost: _cost.Formulas
    counter_farm: _counter_farm.Formulas
    database: _database.Formulas
    disks: _disks.Formulas
    distributions: _distributions.Formulas
    durability: _durability.Formulas
    feed: _feed.Formulas
    file_sync: _file_sync.Formulas
    flash_sale: _flash_sale.Formulas
    fleet: _fleet.Formulas
    formats: _formats.Formulas
    gc: _gc.Formulas
    go: _go.Formulas
    growth: _growth.Formulas
    hardware: _hardware.Formulas
    hash_buckets: _hash_buckets.Formulas
    home_timeline: _home_timeline.Formulas
    id: _id.Formulas
    innodb: _innodb.Formulas
    java: _java.Formulas
    job_scheduler: _job_scheduler.Formulas
    json_cache: _json_cache.Formulas
    latency: _latency.Formulas
    leaderboard: _leaderboard.Formulas
    limits: _limits.Formulas
    linux: _linux.Formulas
    llm: _llm.Formulas
    log_platform: _log_platform.Formulas
    lsm: _lsm.Formulas
    malloc: _malloc.Formulas
    map_int64: _map_int64.Formulas
    map_int64_servers: _map_int64_servers.Formulas
    memcached: _memcached.Formulas
    metrics_platform: _metrics_platform.Formulas
    monitoring: _monitoring.Formulas
    network: _network.Formulas
    news_feed: _news_feed.Formulas
    nines: _nines.Formulas
    node: _node.Formulas
    notification_service: _notification_service.Formulas
    object_storage: _object_storage.Formulas
    pastebin: _pastebin.Formulas
    payment: _payment.Formulas
    photo_sharing: _photo_sharing.Formulas
    postgresql: _postgresql.Formulas
    powers: _powers.Formulas
    python: _python.Formulas
    queue: _queue.Formulas
    rate_limit: _rate_limit.Formulas
    rate_limiter: _rate_limiter.Formulas
    redis: _redis.Formulas
    redo_log: _redo_log.Formulas
    releases: _releases.Formulas
    retry: _retry.Formulas
    ride_hailing: _ride_hailing.Formulas
    scheduler: _scheduler.Formulas
    serialization: _serialization.Formulas
    session_store: _session_store.Formulas
    settings: _settings.Formulas
    sketch: _sketch.Formulas
    software: _software.Formulas
    spread: _spread.Formulas
    sqlite: _sqlite.Formulas
    storage: _storage.Formulas
    timing_wheel: _timing_wheel.Formulas
    tokens: _tokens.Formulas
    traffic: _traffic.Formulas
    twitter: _twitter.Formulas
    typeahead: _typeahead.Formulas
    url_shortener: _url_shortener.Formulas
    vectors: _vectors.Formulas
    video_sharing: _video_sharing.Formulas
    web_crawler: _web_crawler.Formulas
    websocket_gateway: _websocket_gateway.Formulas
