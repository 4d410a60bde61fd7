"""Ride hailing: positions, geo index, matching, trips

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Ride hailing: positions, geo index, matching, trips"""

    active_drivers: Quantity  # on the road at the busiest time
    update_interval: Quantity  # between two positions
    position_size: Quantity  # with its headers
    trips_per_day: Quantity
    searches_per_trip: Quantity  # for cars nearby
    candidates: Quantity  # drivers that a search weighs
    offers_per_trip: Quantity  # until a driver accepts
    riders_per_driver: Quantity  # apps that are open
    peak_factor: Quantity  # over the mean of a day
    redis_rate: Quantity
    utilisation: Quantity
    route_time: Quantity  # of a core, for one time of arrival
    trip_size: Quantity
    trip_time: Quantity
    point_size: Quantity  # as kept, compressed
    retention: Quantity
    copies: Quantity
    position_updates: Quantity
    ingress: Quantity
    search_qps: Quantity
    offers_qps: Quantity
    driver_memory: Quantity  # in one set of so many
    geo_memory: Quantity  # one copy of the last positions
    geo_instances: Quantity
    routes_qps: Quantity  # times of arrival
    routing_cores: Quantity
    connections: Quantity
    points_per_trip: Quantity
    stored: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        active_drivers: Value = ...,
        update_interval: Value = ...,
        position_size: Value = ...,
        trips_per_day: Value = ...,
        searches_per_trip: Value = ...,
        candidates: Value = ...,
        offers_per_trip: Value = ...,
        riders_per_driver: Value = ...,
        peak_factor: Value = ...,
        redis_rate: Value = ...,
        utilisation: Value = ...,
        route_time: Value = ...,
        trip_size: Value = ...,
        trip_time: Value = ...,
        point_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        position_updates: Value = ...,
        ingress: Value = ...,
        search_qps: Value = ...,
        offers_qps: Value = ...,
        driver_memory: Value = ...,
        geo_memory: Value = ...,
        geo_instances: Value = ...,
        routes_qps: Value = ...,
        routing_cores: Value = ...,
        connections: Value = ...,
        points_per_trip: Value = ...,
        stored: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["rain"]
    ) -> Self: ...

class Formulas:
    """Ride hailing: positions, geo index, matching, trips"""

    active_drivers: Quantity  # on the road at the busiest time
    update_interval: Quantity  # between two positions
    position_size: Quantity  # with its headers
    trips_per_day: Quantity
    searches_per_trip: Quantity  # for cars nearby
    candidates: Quantity  # drivers that a search weighs
    offers_per_trip: Quantity  # until a driver accepts
    riders_per_driver: Quantity  # apps that are open
    peak_factor: Quantity  # over the mean of a day
    redis_rate: Quantity
    utilisation: Quantity
    route_time: Quantity  # of a core, for one time of arrival
    trip_size: Quantity
    trip_time: Quantity
    point_size: Quantity  # as kept, compressed
    retention: Quantity
    copies: Quantity
    position_updates: Quantity
    ingress: Quantity
    search_qps: Quantity
    offers_qps: Quantity
    driver_memory: Quantity  # in one set of so many
    geo_memory: Quantity  # one copy of the last positions
    geo_instances: Quantity
    routes_qps: Quantity  # times of arrival
    routing_cores: Quantity
    connections: Quantity
    points_per_trip: Quantity
    stored: Quantity
    def __call__(
        self,
        *,
        active_drivers: Value = ...,
        update_interval: Value = ...,
        position_size: Value = ...,
        trips_per_day: Value = ...,
        searches_per_trip: Value = ...,
        candidates: Value = ...,
        offers_per_trip: Value = ...,
        riders_per_driver: Value = ...,
        peak_factor: Value = ...,
        redis_rate: Value = ...,
        utilisation: Value = ...,
        route_time: Value = ...,
        trip_size: Value = ...,
        trip_time: Value = ...,
        point_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        position_updates: Value = ...,
        ingress: Value = ...,
        search_qps: Value = ...,
        offers_qps: Value = ...,
        driver_memory: Value = ...,
        geo_memory: Value = ...,
        geo_instances: Value = ...,
        routes_qps: Value = ...,
        routing_cores: Value = ...,
        connections: Value = ...,
        points_per_trip: Value = ...,
        stored: Value = ...,
    ) -> Sheet: ...
