"""The settings `auto_reply` and `message_templates`: what customers of a marketplace are answered, by language."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10000)]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
_STRICT = ConfigDict(extra="forbid", strict=True)


class Templates(BaseModel):
    """A text in each language."""

    model_config = _STRICT

    en: _Text
    fr: _Text


class AutoReply(BaseModel):
    """Whether customers are answered automatically while the store is open: not, as drafts for people, or really."""

    model_config = _STRICT

    mode: Literal["off", "draft", "on"]
    templates: Templates | None = None

    @model_validator(mode="after")
    def _has_what_it_sends(self) -> Self:
        if self.mode != "off" and self.templates is None:
            raise ValueError("templates are missing")
        return self


class MessageTemplates(BaseModel):
    """Texts with which people begin an answer, by language and name."""

    model_config = _STRICT

    en: Annotated[dict[_Name, _Text], Field(max_length=100)] = {}
    fr: Annotated[dict[_Name, _Text], Field(max_length=100)] = {}
