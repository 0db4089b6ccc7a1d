"""`minnelijk law`: what the law pack answers, on a day, with its source and the reason why."""

import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minnelijk.law.country import COUNTRIES, country
from minnelijk.law.dated import BadLaw, LawRefusal, NotChecked, NotInForce, NotKnownYet
from minnelijk.law.notice_kinds import NoSuchNotice
from minnelijk.law.wording import NoWording
from minnelijk.site.law_questions import QUESTIONS
from minnelijk.site.law_questions.given import Given, Unclear
from minnelijk.site.law_questions.plain import as_json, lines

REFUSED = 2
ADVICE: dict[type[LawRefusal], str] = {
    NotChecked: "a person has to read its source first and write the day in the law file.",
    NotInForce: "ask for a later day.",
    NotKnownYet: "ask for a day {known}, or write the published value with its source in the file.",
    NoSuchNotice: "leave --notice out for the one that the law needs.",
    NoWording: "choose another --language.",
}


class Parser(CommandParser):
    """A parser that says in one sentence what is wrong, without the page of usage."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_abbrev=False, **kwargs)

    def error(self, message: str) -> NoReturn:
        raise refused(f"{self.prog}: {message}; `{self.prog} --help` says what it takes.")


class Command(BaseCommand):
    help = "Ask the law pack: days, hours, costs, interest, notices, references, what expires."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = Parser(prog="minnelijk law", description=self.help)
        self.add_arguments(parser)
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        questions = parser.add_subparsers(dest="question", metavar="QUESTION", required=True)
        for name, question in QUESTIONS.items():
            one = questions.add_parser(name, help=question.help, description=question.help)
            for argument, meaning in question.arguments.items():
                action = "store_true" if argument in question.switches else "store"
                one.add_argument(f"--{argument}", action=action, help=meaning)
            one.add_argument("--json", action="store_true", help="answer as one JSON object")

    def run_from_argv(self, argv: list[str]) -> None:
        """Answer on standard output, or refuse with one sentence on standard error and status 2."""
        try:
            self.execute(**vars(self.create_parser(*argv[:2]).parse_args(argv[2:])))
        except CommandError as refusal:
            self.stderr.write(str(refusal))
            sys.exit(refusal.returncode)

    def execute(self, *args: Any, **options: Any) -> str | None:
        neutral = {"force_color": False, "no_color": True, "skip_checks": True}
        return super().execute(*args, **neutral | options)

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["question"]
        try:
            answer = QUESTIONS[name].answer(Given(name, options))
        except (Unclear, BadLaw) as problem:
            raise refused(str(problem)) from problem
        except LawRefusal as refusal:
            raise refused(with_advice(refusal)) from refusal
        if options["json"]:
            self.stdout.write(as_json(answer))
            return
        self.stdout.write("\n".join(lines(answer)))


def refused(sentence: str) -> CommandError:
    """Return the end of a question that has no answer: one line, status 2."""
    return CommandError(" ".join(sentence.split()), returncode=REFUSED)


def with_advice(refusal: LawRefusal) -> str:
    """Return the sentence of a refusal of the law pack, with what to do about it."""
    advice = ADVICE.get(type(refusal), "ask somebody who knows this law.")
    if isinstance(refusal, NotKnownYet):
        heads = {head.parameter: head for code in COUNTRIES for head in country(code).headers}
        head = heads.get(refusal.parameter)
        advice = advice.format(known=f"until {head.known_until}" if head else "before it")
    return f"{str(refusal).removesuffix('.')}; {advice}"
