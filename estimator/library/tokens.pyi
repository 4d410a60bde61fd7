"""Tokens and codes: bytes on the wire, refreshes, guessing

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Tokens and codes: bytes on the wire, refreshes, guessing"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Tokens and codes: bytes on the wire, refreshes, guessing"""
    def base64url(self, size: Value | Column) -> Quantity:
        """Characters that so many bytes take in base64url, without padding, as in a JSON Web Token.

        base64url(size: B) -> B = ceil(size / 1 B * 4 / 3) * 1 B

            size: B

        Source: RFC 4648, 5; RFC 7515, 2 (base64url without padding)
        Source: definition: six bits a character, the last one begun
        As of: 2024
        Example: base64url(511 B) = 682 B
        Example: base64url(32 B) = 43 B
        Example: base64url(64 B) = 86 B
        Example: base64url(256 B) = 342 B
        Example: base64url(0 B) = 0 B
        In the notation: tokens.base64url
        """
    def signature(
        self, algorithm: Literal["HS256", "ES256", "RS256"] | Column = "HS256", key: Value | Column = "2048 bit"
    ) -> Quantity:
        """Bytes of a signature: HS256 32, ES256 64, RS256 as its key, 256 for one of 2048 bits.

        signature(algorithm: "HS256" or "ES256" or "RS256" = "HS256", key: bit = 2048 bit) -> B = if algorithm == "HS256" then 32 B else if algorithm == "ES256" then 64 B else key

            algorithm: "HS256" or "ES256" or "RS256"; "HS256" unless given
            key: bit; 2048 bit unless given

        Source: RFC 7518, 3.2 (HS256: the hash's 256 bits), 3.3 (RS256: as the key), 3.4 (ES256: 64 octets)
        As of: 2024
        Example: signature("HS256") = 32 B
        Example: signature("RS256") = 256 B
        Example: signature("RS256", 4096 bit) = 512 B
        In the notation: tokens.signature
        """
    def token_size(
        self,
        claims: Value | Column,
        algorithm: Literal["HS256", "ES256", "RS256"] | Column = "HS256",
        header: Value | Column = "27 B",
        key: Value | Column = "2048 bit",
    ) -> Quantity:
        """Bytes of a JSON Web Token: header, claims and signature in base64url, and two points between them.

        token_size(claims: B, algorithm: "HS256" or "ES256" or "RS256" = "HS256", header: B = 27 B, key: bit = 2048 bit) -> B = base64url(header) + base64url(claims) + base64url(signature(algorithm, key)) + 2 B

            claims: B
            algorithm: "HS256" or "ES256" or "RS256"; "HS256" unless given
            header: B; 27 B unless given
            key: bit; 2048 bit unless given

        Source: RFC 7519, JSON Web Token
        As of: 2015-05
        Example: token_size(300 B) = 481 B
        Example: token_size(300 B, "RS256") = 780 B
        Example: limits.cookie / token_size(300 B, "RS256") = 5.25
        In the notation: tokens.token_size
        """
    def token_bandwidth(self, rate: Value | Column, token: Value | Column) -> Quantity:
        """Bytes a second that tokens add to requests. Header compression does not help, for each token is another.

        token_bandwidth(rate: request/s, token: B/request) -> MB/s = rate * token

            rate: request/s
            token: B/request

        Source: RFC 7519, JSON Web Token
        As of: 2015-05
        Example: token_bandwidth(100 k QPS, 800 B/request) = 80 MB/s
        Example: token_bandwidth(100 k QPS, 800 B/request) = 0.64 Gbit/s
        In the notation: tokens.token_bandwidth
        """
    def refresh_qps(self, services: Value | Column, callees: Value | Column, lifetime: Value | Column) -> Quantity:
        """Refreshes a second of services that hold a token for each service that they call: a token is for one audience (aud).

        refresh_qps(services: count, callees: count, lifetime: s) -> request/s = services * callees * 1 request / lifetime

            services: a plain number or a count
            callees: a plain number or a count
            lifetime: s

        Source: RFC 7519, 4.1.3 (a token says for whom it is, its audience)
        Source: definition: each service, for each that it calls, once a lifetime
        Source: system-design notes: 签名的 JSON Web Tokens ... 理想情况下只有几分钟
        Example: refresh_qps(200, 10, 300 s) = 6.667 request/s
        In the notation: tokens.refresh_qps
        """
    def code_space(self, alphabet: Value | Column, length: Value | Column) -> Quantity:
        """Codes of a length over an alphabet.

        code_space(alphabet: count, length: count) = alphabet^length

            alphabet: a plain number or a count
            length: a plain number or a count

        Source: definition: a choice of the alphabet for each character
        Example: code_space(32, 10) = 1.126e15
        In the notation: tokens.code_space
        """
    def guess_share(self, issued: Value | Column, alphabet: Value | Column, length: Value | Column) -> Quantity:
        """The chance that a guessed code is a valid one, if codes are drawn at random; counted ones are guessed at once.

        guess_share(issued: count, alphabet: count, length: count) = min(1, issued / code_space(alphabet, length))

            issued: a plain number or a count
            alphabet: a plain number or a count
            length: a plain number or a count

        Source: definition: valid codes over all codes
        Example: guess_share(100 M, 32, 10) = 8.882e-8
        In the notation: tokens.guess_share
        """
    def time_per_hit(
        self, issued: Value | Column, alphabet: Value | Column, length: Value | Column, guesses: Value | Column
    ) -> Quantity:
        """Time between two hits of someone who guesses.

        time_per_hit(issued: count, alphabet: count, length: count, guesses: 1/s) -> s = 1 / (guess_share(issued, alphabet, length) * guesses)

            issued: a plain number or a count
            alphabet: a plain number or a count
            length: a plain number or a count
            guesses: 1/s

        Source: definition: guesses hit with that chance, so the mean is one over the rate of hits
        Example: time_per_hit(100 M, 32, 10, 1000/s) = 11_259 s
        In the notation: tokens.time_per_hit
        """
    def length_needed(
        self, issued: Value | Column, alphabet: Value | Column, guesses: Value | Column, time: Value | Column
    ) -> Quantity:
        """The length of a code that someone who guesses needs so long for on average, among so many valid ones.

        length_needed(issued: count, alphabet: count, guesses: 1/s, time: s) = max(1, ceil(ln(issued * guesses * time) / ln(alphabet)))

            issued: a plain number or a count
            alphabet: a plain number or a count
            guesses: 1/s
            time: s

        Source: derived here: time_per_hit, solved for the length
        Example: length_needed(100 M, 32, 1000/s, 1 year) = 13
        Example: time_per_hit(100 M, 32, length_needed(100 M, 32, 1000/s, 1 year), 1000/s) = 11.7 year
        In the notation: tokens.length_needed
        """
    def __call__(self) -> Sheet: ...
