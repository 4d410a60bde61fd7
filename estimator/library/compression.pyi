"""Compression: raw over compressed, by what is compressed

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Compression: raw over compressed, by what is compressed"""

    json_log_lz4: Quantity  # lz4 on a JSON access log with a random 128-bit id a line.
    json_log_gzip_6: Quantity  # gzip -6 on a JSON access log with a random 128-bit id a line…
    json_log_zstd_3: Quantity  # zstd -3 on a JSON access log with a random 128-bit id a line…
    json_log_zstd_19: Quantity  # zstd -19 on a JSON access log with a random 128-bit id a lin…
    apache_log_lz4: Quantity  # lz4 on an Apache combined log.
    apache_log_gzip_6: Quantity  # gzip -6 on an Apache combined log.
    apache_log_zstd_3: Quantity  # zstd -3 on an Apache combined log.
    apache_log_zstd_19: Quantity  # zstd -19 on an Apache combined log.
    sensor_csv_lz4: Quantity  # lz4 on sensor readings as CSV.
    sensor_csv_gzip_6: Quantity  # gzip -6 on sensor readings as CSV.
    sensor_csv_zstd_3: Quantity  # zstd -3 on sensor readings as CSV.
    sensor_csv_zstd_19: Quantity  # zstd -19 on sensor readings as CSV.
    python_source_lz4: Quantity  # lz4 on Python source.
    python_source_gzip_6: Quantity  # gzip -6 on Python source.
    python_source_zstd_3: Quantity  # zstd -3 on Python source.
    python_source_zstd_19: Quantity  # zstd -19 on Python source.
    english_prose_lz4: Quantity  # lz4 on English technical prose (466 KB of it).
    english_prose_gzip_6: Quantity  # gzip -6 on English technical prose (466 KB of it).
    english_prose_zstd_3: Quantity  # zstd -3 on English technical prose (466 KB of it).
    english_prose_zstd_19: Quantity  # zstd -19 on English technical prose (466 KB of it).
    zipf_words_lz4: Quantity  # lz4 on pseudo-words drawn by Zipf's law.
    zipf_words_gzip_6: Quantity  # gzip -6 on pseudo-words drawn by Zipf's law.
    zipf_words_zstd_3: Quantity  # zstd -3 on pseudo-words drawn by Zipf's law.
    zipf_words_zstd_19: Quantity  # zstd -19 on pseudo-words drawn by Zipf's law.
    uuid_text_lz4: Quantity  # lz4 on random UUIDs as text.
    uuid_text_gzip_6: Quantity  # gzip -6 on random UUIDs as text.
    uuid_text_zstd_3: Quantity  # zstd -3 on random UUIDs as text.
    uuid_text_zstd_19: Quantity  # zstd -19 on random UUIDs as text.
    base64_random_lz4: Quantity  # lz4 on random bytes as base64.
    base64_random_gzip_6: Quantity  # gzip -6 on random bytes as base64.
    base64_random_zstd_3: Quantity  # zstd -3 on random bytes as base64.
    base64_random_zstd_19: Quantity  # zstd -19 on random bytes as base64.
    random_bytes_lz4: Quantity  # lz4 on random bytes, as encrypted data, JPEG and video are.
    random_bytes_gzip_6: Quantity  # gzip -6 on random bytes, as encrypted data, JPEG and video a…
    random_bytes_zstd_3: Quantity  # zstd -3 on random bytes, as encrypted data, JPEG and video a…
    random_bytes_zstd_19: Quantity  # zstd -19 on random bytes, as encrypted data, JPEG and video …
    json_log_gzip_6_in_1_kb: Quantity  # gzip -6 on the JSON log in blocks of 1 KB.
    json_log_gzip_6_in_16_kb: Quantity  # gzip -6 on the JSON log in blocks of 16 KB.
    json_log_gzip_6_in_256_kb: Quantity  # gzip -6 on the JSON log in blocks of 256 KB.
    single_lines: Quantity  # Single lines of the JSON log, each by itself.
    single_lines_with_dictionary: Quantity  # The same with a zstd dictionary of 16 KB.
    clickhouse_spans: Quantity  # Spans of traces in ClickHouse, column by column: real data o…
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        json_log_lz4: Value = ...,
        json_log_gzip_6: Value = ...,
        json_log_zstd_3: Value = ...,
        json_log_zstd_19: Value = ...,
        apache_log_lz4: Value = ...,
        apache_log_gzip_6: Value = ...,
        apache_log_zstd_3: Value = ...,
        apache_log_zstd_19: Value = ...,
        sensor_csv_lz4: Value = ...,
        sensor_csv_gzip_6: Value = ...,
        sensor_csv_zstd_3: Value = ...,
        sensor_csv_zstd_19: Value = ...,
        python_source_lz4: Value = ...,
        python_source_gzip_6: Value = ...,
        python_source_zstd_3: Value = ...,
        python_source_zstd_19: Value = ...,
        english_prose_lz4: Value = ...,
        english_prose_gzip_6: Value = ...,
        english_prose_zstd_3: Value = ...,
        english_prose_zstd_19: Value = ...,
        zipf_words_lz4: Value = ...,
        zipf_words_gzip_6: Value = ...,
        zipf_words_zstd_3: Value = ...,
        zipf_words_zstd_19: Value = ...,
        uuid_text_lz4: Value = ...,
        uuid_text_gzip_6: Value = ...,
        uuid_text_zstd_3: Value = ...,
        uuid_text_zstd_19: Value = ...,
        base64_random_lz4: Value = ...,
        base64_random_gzip_6: Value = ...,
        base64_random_zstd_3: Value = ...,
        base64_random_zstd_19: Value = ...,
        random_bytes_lz4: Value = ...,
        random_bytes_gzip_6: Value = ...,
        random_bytes_zstd_3: Value = ...,
        random_bytes_zstd_19: Value = ...,
        json_log_gzip_6_in_1_kb: Value = ...,
        json_log_gzip_6_in_16_kb: Value = ...,
        json_log_gzip_6_in_256_kb: Value = ...,
        single_lines: Value = ...,
        single_lines_with_dictionary: Value = ...,
        clickhouse_spans: Value = ...,
    ) -> Self: ...

class Formulas:
    """Compression: raw over compressed, by what is compressed"""

    json_log_lz4: Quantity  # lz4 on a JSON access log with a random 128-bit id a line.
    json_log_gzip_6: Quantity  # gzip -6 on a JSON access log with a random 128-bit id a line…
    json_log_zstd_3: Quantity  # zstd -3 on a JSON access log with a random 128-bit id a line…
    json_log_zstd_19: Quantity  # zstd -19 on a JSON access log with a random 128-bit id a lin…
    apache_log_lz4: Quantity  # lz4 on an Apache combined log.
    apache_log_gzip_6: Quantity  # gzip -6 on an Apache combined log.
    apache_log_zstd_3: Quantity  # zstd -3 on an Apache combined log.
    apache_log_zstd_19: Quantity  # zstd -19 on an Apache combined log.
    sensor_csv_lz4: Quantity  # lz4 on sensor readings as CSV.
    sensor_csv_gzip_6: Quantity  # gzip -6 on sensor readings as CSV.
    sensor_csv_zstd_3: Quantity  # zstd -3 on sensor readings as CSV.
    sensor_csv_zstd_19: Quantity  # zstd -19 on sensor readings as CSV.
    python_source_lz4: Quantity  # lz4 on Python source.
    python_source_gzip_6: Quantity  # gzip -6 on Python source.
    python_source_zstd_3: Quantity  # zstd -3 on Python source.
    python_source_zstd_19: Quantity  # zstd -19 on Python source.
    english_prose_lz4: Quantity  # lz4 on English technical prose (466 KB of it).
    english_prose_gzip_6: Quantity  # gzip -6 on English technical prose (466 KB of it).
    english_prose_zstd_3: Quantity  # zstd -3 on English technical prose (466 KB of it).
    english_prose_zstd_19: Quantity  # zstd -19 on English technical prose (466 KB of it).
    zipf_words_lz4: Quantity  # lz4 on pseudo-words drawn by Zipf's law.
    zipf_words_gzip_6: Quantity  # gzip -6 on pseudo-words drawn by Zipf's law.
    zipf_words_zstd_3: Quantity  # zstd -3 on pseudo-words drawn by Zipf's law.
    zipf_words_zstd_19: Quantity  # zstd -19 on pseudo-words drawn by Zipf's law.
    uuid_text_lz4: Quantity  # lz4 on random UUIDs as text.
    uuid_text_gzip_6: Quantity  # gzip -6 on random UUIDs as text.
    uuid_text_zstd_3: Quantity  # zstd -3 on random UUIDs as text.
    uuid_text_zstd_19: Quantity  # zstd -19 on random UUIDs as text.
    base64_random_lz4: Quantity  # lz4 on random bytes as base64.
    base64_random_gzip_6: Quantity  # gzip -6 on random bytes as base64.
    base64_random_zstd_3: Quantity  # zstd -3 on random bytes as base64.
    base64_random_zstd_19: Quantity  # zstd -19 on random bytes as base64.
    random_bytes_lz4: Quantity  # lz4 on random bytes, as encrypted data, JPEG and video are.
    random_bytes_gzip_6: Quantity  # gzip -6 on random bytes, as encrypted data, JPEG and video a…
    random_bytes_zstd_3: Quantity  # zstd -3 on random bytes, as encrypted data, JPEG and video a…
    random_bytes_zstd_19: Quantity  # zstd -19 on random bytes, as encrypted data, JPEG and video …
    json_log_gzip_6_in_1_kb: Quantity  # gzip -6 on the JSON log in blocks of 1 KB.
    json_log_gzip_6_in_16_kb: Quantity  # gzip -6 on the JSON log in blocks of 16 KB.
    json_log_gzip_6_in_256_kb: Quantity  # gzip -6 on the JSON log in blocks of 256 KB.
    single_lines: Quantity  # Single lines of the JSON log, each by itself.
    single_lines_with_dictionary: Quantity  # The same with a zstd dictionary of 16 KB.
    clickhouse_spans: Quantity  # Spans of traces in ClickHouse, column by column: real data o…
    def __call__(
        self,
        *,
        json_log_lz4: Value = ...,
        json_log_gzip_6: Value = ...,
        json_log_zstd_3: Value = ...,
        json_log_zstd_19: Value = ...,
        apache_log_lz4: Value = ...,
        apache_log_gzip_6: Value = ...,
        apache_log_zstd_3: Value = ...,
        apache_log_zstd_19: Value = ...,
        sensor_csv_lz4: Value = ...,
        sensor_csv_gzip_6: Value = ...,
        sensor_csv_zstd_3: Value = ...,
        sensor_csv_zstd_19: Value = ...,
        python_source_lz4: Value = ...,
        python_source_gzip_6: Value = ...,
        python_source_zstd_3: Value = ...,
        python_source_zstd_19: Value = ...,
        english_prose_lz4: Value = ...,
        english_prose_gzip_6: Value = ...,
        english_prose_zstd_3: Value = ...,
        english_prose_zstd_19: Value = ...,
        zipf_words_lz4: Value = ...,
        zipf_words_gzip_6: Value = ...,
        zipf_words_zstd_3: Value = ...,
        zipf_words_zstd_19: Value = ...,
        uuid_text_lz4: Value = ...,
        uuid_text_gzip_6: Value = ...,
        uuid_text_zstd_3: Value = ...,
        uuid_text_zstd_19: Value = ...,
        base64_random_lz4: Value = ...,
        base64_random_gzip_6: Value = ...,
        base64_random_zstd_3: Value = ...,
        base64_random_zstd_19: Value = ...,
        random_bytes_lz4: Value = ...,
        random_bytes_gzip_6: Value = ...,
        random_bytes_zstd_3: Value = ...,
        random_bytes_zstd_19: Value = ...,
        json_log_gzip_6_in_1_kb: Value = ...,
        json_log_gzip_6_in_16_kb: Value = ...,
        json_log_gzip_6_in_256_kb: Value = ...,
        single_lines: Value = ...,
        single_lines_with_dictionary: Value = ...,
        clickhouse_spans: Value = ...,
    ) -> Sheet: ...
