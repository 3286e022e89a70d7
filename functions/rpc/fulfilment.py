"""The setting `fulfilment`: whether a label waits for its parcel to be scanned, and when an order counts as shipped."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Fulfilment(BaseModel):
    """What is left out holds as it is usual: no label unscanned, and an order is shipped once its label is there."""

    model_config = ConfigDict(extra="forbid", strict=True)

    verify_parcels: Literal["refuse", "show"] = "refuse"
    ship_when: Literal["label", "packed"] = "label"
