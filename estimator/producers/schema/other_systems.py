"""What schemas of other systems have in them, by which they are known, and refused.

Those whose words are also of SQL Server, Oracle, MySQL or PostgreSQL have many points for what is theirs alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from re import Pattern

ALONE = 30  # points of what no other system has
_COLUMN = r"[(,]\s*[\w`\"]+\s+"  # before its type

# Whose tables these are, in a sentence.
REFUSED = {
    "SQL Server": "SQL Server's",
    "Oracle": "Oracle's",
    "ClickHouse": "ClickHouse's",
    "Db2 or Derby": "these",
    "Snowflake": "Snowflake's",
    "Redshift": "Redshift's",
    "BigQuery or Spanner": "these",
    "Hive or Spark": "these",
    "Cassandra": "Cassandra's",
    "CockroachDB": "CockroachDB's",
    "H2 or HSQLDB": "these",
    "Teradata": "Teradata's",
    "Firebird": "Firebird's",
    "DuckDB": "DuckDB's",
    "SAP HANA": "SAP HANA's",
}


@record
class Sign:
    """A pattern of what a system has, and how many points that has it by it."""

    system: str
    points: int
    pattern: Pattern[str]


def sign(system: str, points: int, pattern: str) -> Sign:
    """A sign whose pattern is of words in capitals or not, and of lines."""
    return Sign(system, points, re.compile(pattern, re.IGNORECASE | re.MULTILINE))


OTHERS = (
    sign("SQL Server", 6, r"\[dbo\]\s*\.|\bdbo\s*\.\s*\w|\bIDENTITY\s*\(\s*-?\d+\s*,"),
    sign("SQL Server", 5, r"\b(?:NON)?CLUSTERED\b|\bN?VARCHAR\s*\(\s*MAX\s*\)|\bUNIQUEIDENTIFIER\b|"
                           r"\bDATETIME(?:2|OFFSET)\b"),
    sign("SQL Server", 3, r"^\s*GO\s*;?\s*$|\bTABLE\s+\[|\bON\s+\[PRIMARY\]|\bgetdate\s*\(|"
                           r"\bSET\s+(?:ANSI_NULLS|NOCOUNT)"),
    sign("SQL Server", 1, r"\bNVARCHAR\b|\bDATETIME\b|\bBIT\b"),
    sign("Oracle", 5, r"\bN?VARCHAR2\s*\(|\bNUMBER\s*\(\s*(?:\d+|\*)|\bNUMBER\s*(?:,|\)|NOT\s|DEFAULT\s|PRIMARY\s)"),
    sign("Oracle", 5, r":new\s*\.|\bfrom\s+dual\b|\bSYS(?:DATE|TIMESTAMP|_GUID)\b|\bPCTFREE\b|\bNOCACHE\b"),
    sign("Oracle", 2, r"^\s*/\s*$|\bENABLE\s*(?:,|\)|;)|\b(?:N?CLOB|LONG\s+RAW|BINARY_DOUBLE)\b|\.nextval\b"),
    sign("ClickHouse", ALONE, r"\bENGINE\s*=\s*(?:\w*MergeTree|(?:Tiny|Stripe)?Log|Distributed)\b|"
                              r"\b(?:LowCardinality|DateTime64)\(|\bNullable\((?:String|U?Int|Float|Date)|"
                              r"\bTABLE\s+[^\s(;]+\s+ON\s+CLUSTER\b"),
    sign("Db2 or Derby", ALONE, r"\bFOR\s+BIT\s+DATA\b|\b(?:DBCLOB|VARGRAPHIC)\b|\(\s*\d+\s+OCTETS\s*\)|"
                                r"\bORGANIZE\s+BY\s+(?:ROW|COLUMN)\b|\bINLINE\s+LENGTH\b"),
    sign("Snowflake", ALONE, r"\bCREATE\s+(?:OR\s+REPLACE\s+)?TRANSIENT\s+TABLE\b|\bVARCHAR\s*\(\s*16777216\s*\)|"
                             r"\bNUMBER\s*\(\s*38\s*,\s*0\s*\)[^;]*\bVARIANT\b"),
    sign("Snowflake", ALONE, _COLUMN + r"TIMESTAMP_(?:N|L)?TZ\b"),
    sign("Redshift", ALONE, r"\bDISTSTYLE\s+(?:KEY|ALL|EVEN|AUTO)\b|\)\s*DISTKEY\s*\(|"
                            r"\b(?:COMPOUND|INTERLEAVED)\s+SORTKEY\b|"
                            r"\bENCODE\s+(?:az64|lzo|zstd|bytedict|mostly\d+|runlength)\b"),
    sign("BigQuery or Spanner", ALONE, r"\bINTERLEAVE\s+IN\s+PARENT\b|\b(?:STRING|BYTES)\s*\(MAX\)"),
    sign("BigQuery or Spanner", ALONE, _COLUMN + r"INT64\s*(?:[,)]|(?:NOT|DEFAULT|OPTIONS)\b)"),
    sign("Hive or Spark", ALONE, r"\bSTORED\s+AS\s+(?:PARQUET|ORC|TEXTFILE|AVRO|SEQUENCEFILE|RCFILE)\b|"
                                 r"\bROW\s+FORMAT\s+(?:DELIMITED|SERDE)\b|\bTBLPROPERTIES\s*\("),
    sign("Hive or Spark", ALONE, _COLUMN + r"(?:MAP|STRUCT|ARRAY)\s*<\s*\w"),
    sign("Cassandra", ALONE, r"\bWITH\s+CLUSTERING\s+ORDER\b|\bCREATE\s+KEYSPACE\b"),
    sign("Cassandra", ALONE, _COLUMN + r"(?:set|list|frozen)\s*<\s*\w"),
    sign("CockroachDB", ALONE, r"\bFAMILY\s+(?:\"[^\"]+\"|fam_\w+)\s*\(|\)\s*STORING\s*\(|"
                               r"\bLOCALITY\s+(?:REGIONAL|GLOBAL)\b"),
    sign("H2 or HSQLDB", ALONE, r"\bCREATE\s+(?:CACHED|MEMORY)\s+TABLE\b|\bVARCHAR_IGNORECASE\b"),
    sign("Teradata", ALONE, r"\bCREATE\s+(?:MULTISET|SET)\s+(?:VOLATILE\s+)?TABLE\b|\bNOT\s+CASESPECIFIC\b"),
    sign("Firebird", ALONE, r"\bBLOB\s+SUB_TYPE\b|^\s*SET\s+TERM\s+[^=\s\w]"),
    sign("DuckDB", ALONE, _COLUMN + r"(?:U?HUGEINT|U(?:TINY|SMALL|BIG)INT|UINTEGER)\s*"
                                    r"(?:[,)]|(?:NOT|DEFAULT|PRIMARY)\b)"),
    sign("SAP HANA", ALONE, r"\bCREATE\s+(?:COLUMN|ROW)\s+TABLE\b"),
)  # fmt: skip
