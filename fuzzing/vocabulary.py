"""The words that inputs are made of: units by what they measure, numbers plain and wild, names, and hostile texts."""

from __future__ import annotations

# What a unit measures, with spellings of it. An expression of one kind is worked from those of others.
UNITS: dict[str, tuple[str, ...]] = {
    "plain": ("", "%", "k", "M", "万", "ppm", "bn"),
    "size": ("B", "KB", "MB", "GB", "TB", "KiB", "GiB", "bit", "Gbit", "byte"),
    "time": ("s", "ms", "us", "minute", "hour", "day", "month", "year", "weeks"),
    "user": ("user", "users"),
    "event": ("request", "tweet", "reads", "query"),
    "server": ("server", "servers"),
    "bandwidth": ("B/s", "MB/s", "Gbit/s", "GB/day", "Gbps", "bps"),
    "rate": ("request/s", "QPS", "tweet/day", "kQPS", "RPS"),
    "size_per_user": ("B/user", "KB/user"),
    "habit": ("request/user/day", "tweet/user/day"),
    "money": ("USD",),
    "price": ("USD/GB/month", "USD/TB/year"),
    "power": ("W", "kW"),
    "length": ("m", "km"),
}
KINDS = tuple(UNITS)
COUNTS = ("user", "event", "server")
# How a quantity of a kind is worked from others, as patterns of kinds.
WORKED: dict[str, tuple[str, ...]] = {
    "size": ("{bandwidth} * {time}", "{size_per_user} * {user}", "sqrt({size}^2)", "{size}^2 / {size}"),
    "time": ("{size} / {bandwidth}", "{event} / {rate}"),
    "bandwidth": ("{size} / {time}", "{rate} * {size} / 1 request"),
    "rate": ("{habit} * {user}", "{event} / {time}"),
    "money": ("{price} * {size} * {time}",),
    "user": ("{size} / {size_per_user}", "{rate} / {habit}"),
    "plain": ("{size} / {size}", "{time} / {time}", "{rate} / {rate}", "count({user})", "{money} / {money}"),
    "event": ("{rate} * {time}",),
}
MAGNITUDES = ("", "", "", " k", " M", " bn", " 万", " 亿", " thousand", "w", "kw", " trillion", " 百万")
NUMBERS = (
    *("0", "1", "2", "3", "7", "10", "100", "1_000", "0.5", "2.5", "1e3", "1e6", "1e-3", "99.9", "42", "64", "4096"),
    *("12_345", "0.1", "1e12", "3e8", "5.5", "3.5", "1.5e9", "86_400", ".25", "999.5"),
)
WILD_NUMBERS = (
    *("1e308", "1.7e308", "1e-308", "5e-324", "0.0", "1e15", "9007199254740993", "123456789012345678901234567890"),
    *("0.30000000000000004", "1e-9", "1e300", "1e-300", "1.7976931348623157e308", "2.2250738585072014e-308", "1e154"),
    *("4503599627370496.5", "0.9999999999", "1.0000000001", "0.9995", "99.95", "999999.5", "0.49999999999999994"),
    *("1e309", "1e-200", "2e-162", "281474976710656", "802_677_624_786_248", "9" * 40, "0." + "0" * 30 + "1"),
)
NAMES = (
    *("x", "y", "users", "peak", "size", "rate", "rows", "cost", "cap", "n", "été", "用户", "a1", "b_2", "total"),
    *("keys", "share_of", "x_", "_q", "ratio", "lat", "Z9", "connections", "print", "list", "answer", "server"),
)
WRONG_NAMES = (
    *("if", "to", "s", "QPS", "KB", "where", "at", "check", "use", "mean", "min", "sum", "count", "share", "redis"),
    *("latency", "1x", "a.b", "", "x y", "π", "ª", "ⅷ", "x²", "\u0301a", "e", "scenario", "unit", "not", "__class__"),
)
# Texts that would act where they are not escaped.
TEXTS = (
    *("a note", "=1+1", "<b>x</b>", "</script><script>alert(1)</script>", "`tick`", "# more", "| pipe |", "\\input{x}"),
    *("$x$ \\write18{ls} ^^M", "%d {0} {name}", "“q”", "\u202eabc", "\x1b[31mred\x1b]2;title\x07", "用户 を", "->"),
    *("## x", "-->", "<!-- estimate: end -->", "]]>", "```", "~~~est", "'\"", "😀 e\u0301", "a" * 80, "\x00", "\x9b2J"),
    *("@alice, bob@example.com", "https://example.com/?a=1&b=2", "+1", "-1", "@SUM(1)", "\u200f\u2066", "\ud800"),
    *("\ue0005\ue001", "\ue000" + "9" * 20 + "\ue001", "\uff1d1+1", "\ufeff", "\u2028", "<img src=x onerror=alert(1)>"),
    *("x = 1", 'scenario "a"', "&amp; &#64; &lt;", "[l](http://x)", "**b** _i_ ~s~", "\\", "{", "}", "\t", "C:\\x"),
    *("javascript:alert(1)", "5,000", '=HYPERLINK("http://x","y")', "'", '"', "{{ 7 * 7 }}", "%s%n", "\x7f\x85"),
)  # fmt: skip
# What a mutation puts in anywhere.
TOKENS = (
    *("->", " to ", "(", ")", "%", "#", "##", "=", ":", "±", "^", "1e308", "0", "-", "*", "/", " GB", " user", "/day"),
    *("if ", " then ", " else ", "sum(k = 1 to 3, ", "mean(", "share(", "where", "\n", "\n  ", 'scenario "s": '),
    *("check ", "unit ", 'use "a.est" as a', "万", "亿", "w", "kw", "1_000", "1,000", "\t", "\r\n", "\x00", "\u2028"),
    *("\ud800", '"', "'", "`", "```est\n", "```\n", "~~~", "## example: ", "## source: ", "## also: ", "and ", "or "),
    *("not ", "==", "!=", "<", ">", "<=", ".", ",", "min(", "ceil(", "uniform(", "pert(", "lognormal(", "choose("),
    *("redis.string(", "latency.", "count(", "zipf_head(", "\\", "{", "}", "$", "€", "|", "&", "\ufeff", "\u202e"),
    *("\u0301", "½", "²", "٣", "😀", " at 90%", "poisson_cdf(", "lru_hit_ratio(", "as_of: ", "2and", "1to", "0 "),
)  # fmt: skip
