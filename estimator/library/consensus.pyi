"""Consensus: quorums, rounds, clocks that agree

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Self, overload

from numpy.typing import NDArray

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Consensus: quorums, rounds, clocks that agree"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Consensus: quorums, rounds, clocks that agree"""
    def quorum(self, members: Value | Column) -> Quantity:
        """Members that have to agree. An even number of members needs one more of them and tolerates no more failures.

        quorum(members: count) = floor(members / 2) + 1

            members: a plain number or a count

        Source: etcd 3.5 documentation, FAQ, "Why an odd number of cluster members?" (n / 2 + 1)
        Example: quorum(3) = 2
        Example: quorum(4) = 3
        Example: quorum(5) = 3
        In the notation: consensus.quorum
        """
    def tolerated_failures(self, members: Value | Column) -> Quantity:
        """Members that may fail. Four tolerate no more than three.

        tolerated_failures(members: count) = max(0, members - quorum(members))

            members: a plain number or a count

        Source: etcd 3.5 documentation, FAQ, "What is failure tolerance?" (clusters of 1 to 9)
        Example: tolerated_failures(0) = 0
        Example: tolerated_failures(3) = 1
        Example: tolerated_failures(4) = 1
        Example: tolerated_failures(5) = 2
        In the notation: consensus.tolerated_failures
        """
    def group_availability(self, members: Value | Column, availability: Value | Column) -> Quantity:
        """Availability of a group that needs its majority, if members fail independently.

        group_availability(members: count, availability: share) -> % = binomial_cdf(members - quorum(members), members, 1 - availability)

            members: a plain number or a count
            availability: a share, from 0 to 100%

        Source: definition: the tail of the binomial distribution
        Example: group_availability(3, 99%) = 99.97%
        Example: group_availability(5, 99%) = 99.999%
        In the notation: consensus.group_availability
        """
    def two_phase_messages(self, participants: Value | Column) -> Quantity:
        """Messages of a two-phase commit, with as many answers as questions in both phases.
        Its participants block if the coordinator fails between them, and each forces a record of its log to disk before it
        answers: neither is in the count.

        two_phase_messages(participants: count) -> message = 4 * participants

            participants: a plain number or a count

        Source: Atif, Analysis and Verification of Two-Phase Commit & Three-Phase Commit Protocols, 2009
        Source: definition: each participant is asked and votes, is told and acknowledges
        Example: two_phase_messages(5) = 20 message
        In the notation: consensus.two_phase_messages
        """
    def three_phase_messages(self, participants: Value | Column) -> Quantity:
        """Messages of a three-phase commit.

        three_phase_messages(participants: count) -> message = 6 * participants

            participants: a plain number or a count

        Source: Atif, Analysis and Verification of Two-Phase Commit & Three-Phase Commit Protocols, 2009
        Source: definition: as two phases, and each participant is told to prepare and acknowledges before
        Source: system-design notes: 3PC ... CanCommit，PreCommit，DoCommit三个阶段
        Example: three_phase_messages(5) = 30 message
        In the notation: consensus.three_phase_messages
        """
    def commit_latency(
        self, phases: Value | Column, round_trip: Value | Column, log_write: Value | Column = "0 s"
    ) -> Quantity:
        """Time of commit protocols: a round trip a phase, two of 2PC and three of 3PC.
        In each the participants force a record of their log to disk, all at once: latency.ssd_write_with_fsync is such a
        write.

        commit_latency(phases: count, round_trip: s, log_write: s = 0 s) -> ms = phases * (round_trip + log_write)

            phases: a plain number or a count
            round_trip: s
            log_write: s; 0 s unless given

        Source: definition: a round trip and a write of the log in each phase
        Example: commit_latency(2, 1 ms) = 2 ms
        Example: commit_latency(3, 1 ms) = 3 ms
        Example: commit_latency(2, 1 ms, latency.ssd_write_with_fsync) = 2.6 ms
        In the notation: consensus.commit_latency
        """
    def vector_clock(self, processes: Value | Column, counter: Value | Column = "8 B") -> Quantity:
        """Bytes that a vector clock adds to a message: a counter for each process, clients that write included.
        A Lamport clock is one counter, and tells the order of causes only one way.

        vector_clock(processes: count, counter: B = 8 B) -> B = processes * counter

            processes: a plain number or a count
            counter: B; 8 B unless given

        Source: DeCandia et al., Dynamo, SOSP 2007, 4.4 (a list of node and counter pairs)
        Source: system-design notes: 每个进程 Pᵢ 维护一个大小为 N 的向量 Vᵢ
        Example: vector_clock(1000) = 8 KB
        Example: vector_clock(1000) * 100 k/s = 800 MB/s
        Example: vector_clock(1) = 8 B
        In the notation: consensus.vector_clock
        """
    def members_for(self, failures: Value | Column) -> Quantity:
        """The members that tolerating so many failures takes.

        members_for(failures: count) = 2 * failures + 1

            failures: a plain number or a count

        Source: Ongaro and Ousterhout, In Search of an Understandable Consensus Algorithm, 2014, 5.1 (five and two)
        Source: dev.mysql.com, Group Replication, "Fault-tolerance" (n = 2 x f + 1)
        Example: members_for(2) = 5
        In the notation: consensus.members_for
        """
    def byzantine_members_for(self, failures: Value | Column) -> Quantity:
        """The members that tolerating so many arbitrary (Byzantine) failures takes.

        byzantine_members_for(failures: count) = 3 * failures + 1

            failures: a plain number or a count

        Source: Lamport, Shostak and Pease, The Byzantine Generals Problem, ACM TOPLAS 4(3), 1982, 2
        Example: byzantine_members_for(1) = 4
        In the notation: consensus.byzantine_members_for
        """
    @overload
    def reads_see_writes(  # type: ignore[overload-overlap]
        self, copies: Value, read: Value, written: Value
    ) -> bool:
        """Whether reads see the last write: the members read and written overlap.

        reads_see_writes(copies: count, read: count, written: count) = read + written > copies

            copies: a plain number or a count
            read: a plain number or a count
            written: a plain number or a count

        Source: DeCandia et al., Dynamo, SOSP 2007, 4.5 (R + W > N)
        Example: reads_see_writes(3, 2, 2) = 2 + 2 > 3
        Example: reads_see_writes(3, 1, 2) = 1 + 2 > 3
        In the notation: consensus.reads_see_writes
        """
    @overload
    def reads_see_writes(
        self, copies: Value | Column, read: Value | Column, written: Value | Column
    ) -> NDArray[Any]: ...
    def __call__(self) -> Sheet: ...
