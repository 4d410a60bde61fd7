"""What functions of PostgreSQL give: the type of their result, by their name or by the types of what they are asked."""

from __future__ import annotations

# What functions give, whatever they are asked.
GIVES = {
    "bigint": ("count", "row_number", "rank", "dense_rank", "nextval", "currval", "setval", "lastval",
               "pg_relation_size", "pg_total_relation_size", "pg_table_size", "pg_indexes_size", "txid_current",
               "regr_count"),
    "int": ("length", "char_length", "character_length", "octet_length", "bit_length", "position", "strpos", "ascii",
            "cardinality", "array_length", "array_upper", "array_lower", "array_ndims", "array_position", "ntile",
            "jsonb_array_length", "json_array_length", "num_nulls", "num_nonnulls", "width_bucket", "grouping",
            "pg_column_size", "regexp_count", "regexp_instr", "hashtext", "masklen", "pg_backend_pid",
            "scale", "min_scale"),
    "text": ("initcap", "concat", "concat_ws", "replace", "to_char", "left", "right", "md5", "format", "lpad", "rpad",
             "split_part", "regexp_replace", "translate", "repeat", "encode", "array_to_string", "chr", "to_hex",
             "quote_ident", "quote_literal", "quote_nullable", "jsonb_extract_path_text", "json_extract_path_text",
             "jsonb_typeof", "json_typeof", "jsonb_pretty", "regexp_substr", "array_dims", "pg_size_pretty", "version",
             "current_setting", "host", "abbrev", "normalize", "convert_from", "timeofday"),
    "boolean": ("bool_and", "bool_or", "every", "exists", "starts_with", "isfinite", "isempty", "lower_inc",
                "upper_inc", "lower_inf", "upper_inf", "regexp_like", "jsonb_path_exists", "jsonb_exists"),
    "numeric": ("extract", "to_number", "factorial", "trim_scale", "div"),
    "double precision": ("date_part", "cume_dist", "percent_rank", "random", "pi", "cbrt", "degrees", "radians", "sin",
                         "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "corr", "covar_pop",
                         "covar_samp", "regr_slope", "regr_intercept", "regr_r2", "regr_avgx", "regr_avgy"),
    "timestamptz": ("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "to_timestamp",
                    "make_timestamptz"),
    "timestamp": ("make_timestamp",),
    "date": ("to_date", "make_date"),
    "time": ("make_time",),
    "interval": ("age", "justify_days", "justify_hours", "justify_interval", "make_interval"),
    "tsvector": ("to_tsvector", "setweight", "strip"),
    "tsquery": ("to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery"),
    "real": ("ts_rank", "ts_rank_cd", "similarity", "word_similarity"),
    "jsonb": ("jsonb_agg", "jsonb_object_agg", "jsonb_build_object", "jsonb_build_array", "to_jsonb", "jsonb_set",
              "jsonb_strip_nulls", "jsonb_insert", "jsonb_object", "jsonb_extract_path", "jsonb_path_query_first",
              "jsonb_path_query_array"),
    "json": ("json_agg", "json_object_agg", "json_build_object", "json_build_array", "to_json", "row_to_json",
             "json_extract_path", "array_to_json", "json_strip_nulls"),
    "uuid": ("gen_random_uuid", "uuid_generate_v1", "uuid_generate_v4", "uuidv4", "uuidv7"),
    "bytea": ("decode", "convert_to", "sha224", "sha256", "sha384", "sha512", "digest", "gen_random_bytes"),
    "name": ("current_database", "current_schema"),
    "inet": ("inet_client_addr", "inet_server_addr"),
    "cidr": ("network",),
    **{each: (each,) for each in ("int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "point",
                                  "box", "circle")},
}  # fmt: skip
RESULTS = {function: kind for kind, functions in GIVES.items() for function in functions}
TRUNCATED = {"date": "timestamptz", "time": "interval"}  # what they become first
LISTS = dict.fromkeys(("string_to_array", "regexp_split_to_array", "regexp_match"), "text")
ALWAYS = frozenset(("count", "row_number", "rank", "dense_rank", "now", "gen_random_uuid", "uuid_generate_v4",
                    "uuidv4", "uuidv7", "clock_timestamp", "exists", "concat", "concat_ws", "random", "pi",
                    "num_nulls", "num_nonnulls"))  # fmt: skip
NULL_TOO = frozenset(("array_length", "array_upper", "array_lower", "array_position", "jsonb_extract_path_text",
                      "json_extract_path_text", "jsonb_extract_path", "json_extract_path", "substring",
                      "jsonb_path_query_first", "regexp_match", "regexp_substr"))  # fmt: skip
OF_ALL = frozenset(("coalesce", "greatest", "least"))  # their arguments are of one type
FIRST = frozenset(("min", "max", "first_value", "last_value", "lag", "lead", "nullif", "any_value", "nth_value",
                   "array_append", "array_remove", "array_replace", "array_cat", "trim_array", "bit_and", "bit_or",
                   "bit_xor"))  # fmt: skip
MAY_MISS = frozenset(("nullif", "lag", "lead", "nth_value"))  # NULL though what they are asked is not
# PostgreSQL's own least and greatest of a text or a network are of a wider type than what they are of.
LEAST_OF = {"varchar": "text", "cidr": "inet"}
_INTEGERS = ("smallint", "int", "bigint")
_FLOATS = ("real", "double precision")
SUMS = {"smallint": "bigint", "int": "bigint", "bigint": "numeric", "numeric": "numeric", "real": "real",
        "double precision": "double precision", "interval": "interval", "money": "money"}  # fmt: skip
MEANS = {**dict.fromkeys((*_INTEGERS, "numeric"), "numeric"), **dict.fromkeys(_FLOATS, "double precision"),
         "interval": "interval"}  # fmt: skip
DEVIATIONS = {kind: found for kind, found in MEANS.items() if kind != "interval"}
ROOTS = {"numeric": "numeric", **dict.fromkeys((*_INTEGERS, *_FLOATS), "double precision")}
SAME = {each: each for each in (*_INTEGERS, *_FLOATS, "numeric")}
TEXTS = ("text", "varchar", "char", "bpchar")
PIECES = {**dict.fromkeys((*TEXTS, "citext"), "text"), "bytea": "bytea"}
# An end of a range, which may have none.
ENDS = {"int4range": "int", "int8range": "bigint", "numrange": "numeric", "tsrange": "timestamp",
        "tstzrange": "timestamptz", "daterange": "date"}  # fmt: skip
FOLDED = {**dict.fromkeys((*TEXTS, "citext"), "text"), **ENDS}
# What functions give by the type of their first argument.
GIVES_BY_TYPE = {
    "sum": SUMS, "avg": MEANS, "string_agg": PIECES, "abs": SAME,
    "lower": FOLDED, "upper": FOLDED,
    **dict.fromkeys(("sqrt", "exp", "ln", "log", "round", "trunc", "ceil", "ceiling", "floor", "sign"), ROOTS),
    **dict.fromkeys(("stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp"), DEVIATIONS),
    **dict.fromkeys(("substring", "substr", "trim", "btrim", "ltrim", "rtrim", "reverse"), PIECES),
}  # fmt: skip
TO_DIGITS = ("round", "trunc", "log")  # with a second number they are of numeric alone
TRIMS = {"both": "btrim", "leading": "ltrim", "trailing": "rtrim"}
