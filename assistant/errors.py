"""The error tree of the assistant's doors.

    AssistantError
    ├── SettingsInvalid           a PLAN_ASSISTANT_* variable is unknown, malformed or out of bounds
    ├── QuestionRefused           a question that is not even tried
    │   ├── QuestionEmpty  QuestionTooLong  TooBusy
    ├── StepUnknown               trace names a step that the pipeline does not have
    ├── AnswerUnknown             feedback or replay names an answer that was never given
    ├── AnswerLogUnusable         the record of conversations cannot be opened or written
    └── PortInUse                 the server's address is taken

Every error carries a Chinese sentence for users (``user_message``) and a stable English ``code``.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Root of the tree. ``user_message`` is Chinese, says what to do and is fit to be shown."""

    code = "assistant_error"

    def __init__(self, user_message: str, developer_message: str = "") -> None:
        super().__init__(developer_message or user_message)
        self.user_message = user_message


class SettingsInvalid(AssistantError):
    """A setting is unknown, malformed or out of bounds: the message names the variable."""

    code = "settings_invalid"


class QuestionRefused(AssistantError):
    """The question is not tried; nothing was looked up."""

    code = "question_refused"


class QuestionEmpty(QuestionRefused):
    """There is no word in the question."""

    code = "question_empty"


class QuestionTooLong(QuestionRefused):
    """The question is longer than the settings allow: shorten it."""

    code = "question_too_long"


class TooBusy(QuestionRefused):
    """As many answers as the settings allow are being worked on: try again in a moment."""

    code = "too_busy"


class StepUnknown(AssistantError):
    """The pipeline has no step with that name: the message lists them."""

    code = "step_not_found"


class AnswerUnknown(AssistantError):
    """No answer with that id was given."""

    code = "answer_not_found"


class AnswerLogUnusable(AssistantError):
    """The record of conversations cannot be opened or written: the message says which file."""

    code = "answer_log_unusable"


class PortInUse(AssistantError):
    """Another program listens on the address: choose another port."""

    code = "port_in_use"
