"""Powers of two and ten, the largest integers, seconds of a day and a year

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Powers of two and ten, the largest integers, seconds of a day and a year"""

    kilo: Quantity  # A thousand: the prefix K of KB.
    mega: Quantity  # A million: the prefix M. Exponents add, so a million megabyt…
    giga: Quantity  # A thousand million, the short billion: the prefix G.
    tera: Quantity  # A million million, the short trillion: the prefix T.
    peta: Quantity  # A thousand tera: the prefix P.
    exa: Quantity  # A million tera: the prefix E.
    two_to_the_7: Quantity  # The characters of ASCII.
    two_to_the_8: Quantity  # The values of a byte.
    two_to_the_10: Quantity  # About a thousand: 1 KiB in bytes.
    two_to_the_16: Quantity  # The values of two bytes; the number of TCP ports.
    two_to_the_20: Quantity  # About a million: 1 MiB in bytes, 4.9% above the decimal mill…
    two_to_the_30: Quantity  # About a billion: 1 GiB in bytes, 7.4% above the decimal bill…
    two_to_the_32: Quantity  # The values of four bytes: 4.29 billion.
    two_to_the_40: Quantity  # About a trillion: 1 TiB in bytes, 10% above the decimal tril…
    two_to_the_50: Quantity  # 1 PiB in bytes, 12.6% above the decimal thousand million mil…
    two_to_the_53: Quantity  # Where a double, and so a number of JavaScript, stops holding…
    two_to_the_63: Quantity  # The values of a positive 64-bit integer: 9.22 quintillion.
    two_to_the_64: Quantity  # The values of eight bytes.
    two_to_the_128: Quantity  # The values of sixteen bytes: IPv6 addresses, and UUIDs but f…
    largest_int32: Quantity  # The largest signed 32-bit integer: where an INT key ends.
    largest_uint32: Quantity  # The largest unsigned 32-bit integer.
    largest_int64: Quantity  # The largest signed 64-bit integer: where a BIGINT key ends (…
    seconds_per_day: Quantity  # Seconds in a day, as a plain number.
    seconds_per_month: Quantity  # Seconds in a month of a twelfth of a year, as a plain number…
    seconds_per_year: Quantity  # Seconds in a year of 365 days, as a plain number: about 10 m…
    rounded_seconds_per_month: Quantity  # The month for sums in one's head, 5% short: 400 requests a s…
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        kilo: Value = ...,
        mega: Value = ...,
        giga: Value = ...,
        tera: Value = ...,
        peta: Value = ...,
        exa: Value = ...,
        two_to_the_7: Value = ...,
        two_to_the_8: Value = ...,
        two_to_the_10: Value = ...,
        two_to_the_16: Value = ...,
        two_to_the_20: Value = ...,
        two_to_the_30: Value = ...,
        two_to_the_32: Value = ...,
        two_to_the_40: Value = ...,
        two_to_the_50: Value = ...,
        two_to_the_53: Value = ...,
        two_to_the_63: Value = ...,
        two_to_the_64: Value = ...,
        two_to_the_128: Value = ...,
        largest_int32: Value = ...,
        largest_uint32: Value = ...,
        largest_int64: Value = ...,
        seconds_per_day: Value = ...,
        seconds_per_month: Value = ...,
        seconds_per_year: Value = ...,
        rounded_seconds_per_month: Value = ...,
    ) -> Self: ...

class Formulas:
    """Powers of two and ten, the largest integers, seconds of a day and a year"""

    kilo: Quantity  # A thousand: the prefix K of KB.
    mega: Quantity  # A million: the prefix M. Exponents add, so a million megabyt…
    giga: Quantity  # A thousand million, the short billion: the prefix G.
    tera: Quantity  # A million million, the short trillion: the prefix T.
    peta: Quantity  # A thousand tera: the prefix P.
    exa: Quantity  # A million tera: the prefix E.
    two_to_the_7: Quantity  # The characters of ASCII.
    two_to_the_8: Quantity  # The values of a byte.
    two_to_the_10: Quantity  # About a thousand: 1 KiB in bytes.
    two_to_the_16: Quantity  # The values of two bytes; the number of TCP ports.
    two_to_the_20: Quantity  # About a million: 1 MiB in bytes, 4.9% above the decimal mill…
    two_to_the_30: Quantity  # About a billion: 1 GiB in bytes, 7.4% above the decimal bill…
    two_to_the_32: Quantity  # The values of four bytes: 4.29 billion.
    two_to_the_40: Quantity  # About a trillion: 1 TiB in bytes, 10% above the decimal tril…
    two_to_the_50: Quantity  # 1 PiB in bytes, 12.6% above the decimal thousand million mil…
    two_to_the_53: Quantity  # Where a double, and so a number of JavaScript, stops holding…
    two_to_the_63: Quantity  # The values of a positive 64-bit integer: 9.22 quintillion.
    two_to_the_64: Quantity  # The values of eight bytes.
    two_to_the_128: Quantity  # The values of sixteen bytes: IPv6 addresses, and UUIDs but f…
    largest_int32: Quantity  # The largest signed 32-bit integer: where an INT key ends.
    largest_uint32: Quantity  # The largest unsigned 32-bit integer.
    largest_int64: Quantity  # The largest signed 64-bit integer: where a BIGINT key ends (…
    seconds_per_day: Quantity  # Seconds in a day, as a plain number.
    seconds_per_month: Quantity  # Seconds in a month of a twelfth of a year, as a plain number…
    seconds_per_year: Quantity  # Seconds in a year of 365 days, as a plain number: about 10 m…
    rounded_seconds_per_month: Quantity  # The month for sums in one's head, 5% short: 400 requests a s…
    def __call__(
        self,
        *,
        kilo: Value = ...,
        mega: Value = ...,
        giga: Value = ...,
        tera: Value = ...,
        peta: Value = ...,
        exa: Value = ...,
        two_to_the_7: Value = ...,
        two_to_the_8: Value = ...,
        two_to_the_10: Value = ...,
        two_to_the_16: Value = ...,
        two_to_the_20: Value = ...,
        two_to_the_30: Value = ...,
        two_to_the_32: Value = ...,
        two_to_the_40: Value = ...,
        two_to_the_50: Value = ...,
        two_to_the_53: Value = ...,
        two_to_the_63: Value = ...,
        two_to_the_64: Value = ...,
        two_to_the_128: Value = ...,
        largest_int32: Value = ...,
        largest_uint32: Value = ...,
        largest_int64: Value = ...,
        seconds_per_day: Value = ...,
        seconds_per_month: Value = ...,
        seconds_per_year: Value = ...,
        rounded_seconds_per_month: Value = ...,
    ) -> Sheet: ...
