"""A notification service: rates, campaigns, workers, log

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A notification service: rates, campaigns, workers, log"""

    pushes: Quantity
    texts: Quantity
    mails: Quantity
    campaign: Quantity  # one to everyone
    campaign_time: Quantity  # in which it should be out
    send_time: Quantity  # of one call to a provider
    failing: Quantity  # of the calls, retried
    retries: Quantity
    provider_limit: Quantity  # what the provider takes from us
    queued_size: Quantity  # with template and address
    record_size: Quantity
    retention: Quantity
    copies: Quantity
    worker_slots: Quantity  # calls under way at once
    utilisation: Quantity
    devices: Quantity
    token_size: Quantity  # with its owner and settings
    mean_qps: Quantity
    peak_qps: Quantity
    in_flight: Quantity
    workers: Quantity
    lost: Quantity  # all attempts failed
    fastest: Quantity  # no number of workers is faster
    queue_size: Quantity  # all of a campaign, at once
    log_size: Quantity
    duplicates: Quantity  # not to send twice
    tokens: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        pushes: Value = ...,
        texts: Value = ...,
        mails: Value = ...,
        campaign: Value = ...,
        campaign_time: Value = ...,
        send_time: Value = ...,
        failing: Value = ...,
        retries: Value = ...,
        provider_limit: Value = ...,
        queued_size: Value = ...,
        record_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        worker_slots: Value = ...,
        utilisation: Value = ...,
        devices: Value = ...,
        token_size: Value = ...,
        mean_qps: Value = ...,
        peak_qps: Value = ...,
        in_flight: Value = ...,
        workers: Value = ...,
        lost: Value = ...,
        fastest: Value = ...,
        queue_size: Value = ...,
        log_size: Value = ...,
        duplicates: Value = ...,
        tokens: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["breaking news"]
    ) -> Self: ...

class Formulas:
    """A notification service: rates, campaigns, workers, log"""

    pushes: Quantity
    texts: Quantity
    mails: Quantity
    campaign: Quantity  # one to everyone
    campaign_time: Quantity  # in which it should be out
    send_time: Quantity  # of one call to a provider
    failing: Quantity  # of the calls, retried
    retries: Quantity
    provider_limit: Quantity  # what the provider takes from us
    queued_size: Quantity  # with template and address
    record_size: Quantity
    retention: Quantity
    copies: Quantity
    worker_slots: Quantity  # calls under way at once
    utilisation: Quantity
    devices: Quantity
    token_size: Quantity  # with its owner and settings
    mean_qps: Quantity
    peak_qps: Quantity
    in_flight: Quantity
    workers: Quantity
    lost: Quantity  # all attempts failed
    fastest: Quantity  # no number of workers is faster
    queue_size: Quantity  # all of a campaign, at once
    log_size: Quantity
    duplicates: Quantity  # not to send twice
    tokens: Quantity
    def __call__(
        self,
        *,
        pushes: Value = ...,
        texts: Value = ...,
        mails: Value = ...,
        campaign: Value = ...,
        campaign_time: Value = ...,
        send_time: Value = ...,
        failing: Value = ...,
        retries: Value = ...,
        provider_limit: Value = ...,
        queued_size: Value = ...,
        record_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        worker_slots: Value = ...,
        utilisation: Value = ...,
        devices: Value = ...,
        token_size: Value = ...,
        mean_qps: Value = ...,
        peak_qps: Value = ...,
        in_flight: Value = ...,
        workers: Value = ...,
        lost: Value = ...,
        fastest: Value = ...,
        queue_size: Value = ...,
        log_size: Value = ...,
        duplicates: Value = ...,
        tokens: Value = ...,
    ) -> Sheet: ...
