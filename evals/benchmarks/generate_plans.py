"""Plans of places that do not exist, as many as are wanted, the same for the same seed: front matter, an indicator table,
tasks with units, boxes and commitments, about ten pages of 600 characters each.

They are shorter than most plans and otherwise built like them: ``python -m evals.benchmarks ingest`` prints how long the texts
of real and of generated plans are, and how many records there are to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

from evals.benchmarks.invented_words import (
    ACTIONS,
    ACTORS,
    AIMS,
    AREAS,
    FIELDS,
    FIRST,
    MANNERS,
    OPENINGS,
    OUTLOOK,
    PROVINCE,
    SAFEGUARDS,
    SECOND,
    SUFFIXES,
    SYSTEMS,
    Field,
)

PAGE_CHARACTERS = 600
NUMERALS = "一二三四五六七八九十"
TASKS_A_CHAPTER = 3
BOX_ITEMS = 2
WITH_TARGET = 0.5
"""How many tasks name a target of their own."""
PLAIN_SENTENCES = (1, 3)
"""Of a paragraph, at least and at most; each of about 40 characters."""
MOST_PLANS = len(FIRST) * len(SECOND) * len(SUFFIXES)


@dataclass(frozen=True, slots=True)
class GeneratedPlan:
    """A plan's file name, its place and its text."""

    name: str
    place: str
    text: str


def generate_plans(count: int, *, seed: int = 0) -> Iterator[GeneratedPlan]:
    """Different plans of different places. Raises ``ValueError`` for more than there are places."""
    if count > MOST_PLANS:
        raise ValueError(f"there are only {MOST_PLANS} places")
    random = Random(seed)
    places = ["".join(parts) for parts in product(FIRST, SECOND, SUFFIXES)]
    random.shuffle(places)
    for number, place in enumerate(places[:count]):
        field = FIELDS[number % len(FIELDS)]
        text = _Writer(Random(f"{seed}/{place}"), place, places[number - 1], field).text()
        yield GeneratedPlan(f"{number:05d}-{place}-{field.name}.txt", place, text)


def write_plans(folder: Path, count: int, *, seed: int = 0) -> int:
    """Write so many plans into a folder; the number of their characters."""
    folder.mkdir(parents=True, exist_ok=True)
    characters = 0
    for plan in generate_plans(count, seed=seed):
        (folder / plan.name).write_text(plan.text, encoding="utf-8")
        characters += len(plan.text)
    return characters


class _Writer:
    """Writes one plan."""

    def __init__(self, random: Random, place: str, neighbour: str, field: Field) -> None:
        self._random, self._place, self._neighbour, self._field = random, place, neighbour, field
        self._title = f"{place}“十四五”{field.name}规划"
        self._boxes = 1

    def text(self) -> str:
        chapters = [self._background(), self._targets(), *self._tasks(), self._safeguards()]
        body = (f"{NUMERALS[number]}、{chapter}" for number, chapter in enumerate(chapters))
        return "\n\n".join([self._front(), *body]) + "\n"

    def _front(self) -> str:
        number, day = self._random.randint(1, 99), self._random.randint(1, 28)
        issuer = f"{self._place}人民政府办公室"
        return "\n".join(
            [
                *(f"{self._place[:2]}府办发〔2021〕{number}号", ""),
                *(issuer, f"关于印发《{self._title}》的通知", ""),
                *("各乡镇人民政府、街道办事处，各有关部门：", ""),
                *(f"现将《{self._title}》印发给你们，请认真组织实施。", ""),
                *(issuer, f"2021年{self._random.randint(6, 12)}月{day}日", ""),
                *(self._title, "（2021—2025年）", ""),
                f"根据《{PROVINCE}“十四五”{self._field.name}规划》，结合{self._place}实际，制定本规划。",
            ]
        )

    def _background(self) -> str:
        done = []
        for name, unit, base, _, _ in self._field.indicators[:3]:
            done.append(f"到2020年底，{name}达到{self._near(base, unit)}{unit}")
        outlook = self._random.sample(OUTLOOK, 3)
        words = [line.format(field=self._field.name, place=self._place) for line in outlook]
        return (
            f"规划背景\n\n（一）发展基础\n\n“十三五”期间，{self._place}{self._field.name}取得明显成效。{'；'.join(done)}。"
            f"\n\n（二）面临形势\n\n{'。'.join(words)}。\n\n{self._plain()}"
        )

    def _targets(self) -> str:
        rows = [
            f"{number}\t{name}{f'（{unit}）' if unit else ''}\t{self._near(base, unit)}\t{self._near(target, unit)}\t{attribute}"
            for number, (name, unit, base, target, attribute) in enumerate(self._field.indicators, 1)
        ]
        table = "\n".join(["序号\t指标名称\t2020年\t2025年\t指标属性", *rows])
        return (
            f"总体要求\n\n（一）指导思想\n\n坚持以人民为中心，推动{self._field.name}与{self._place}经济社会发展相协调。"
            f"{self._plain()}\n\n（二）发展目标\n\n到2025年，{self._field.name}的体系更加健全，城乡差距明显缩小。"
            f"\n\n{self._box('主要指标')}\n\n{table}"
        )

    def _tasks(self) -> Iterator[str]:
        tasks = list(self._field.tasks)
        for chapter in self._field.chapters:
            chosen = self._random.sample(tasks, TASKS_A_CHAPTER)
            items = "\n\n".join(self._task(number, *task) for number, task in enumerate(chosen, 1))
            boxes = "\n\n".join(
                f"{number}.{title}。{self._plain(thing)}到{self._random.randint(2022, 2025)}年，"
                f"完成{thing}{self._amount()}{measure}。"
                for number, (title, _, thing, measure) in enumerate(self._random.sample(tasks, BOX_ITEMS), 1)
            )
            yield f"{chapter}\n\n{self._plain()}\n\n{items}\n\n{self._box(chapter + '工程')}\n\n{boxes}"

    def _task(self, number: int, title: str, about: str, thing: str, measure: str) -> str:
        manners = [
            manner.format(
                year=self._random.randint(2022, 2024),
                some=self._random.randint(2, 40),
                measure=measure,
                place=self._place,
                neighbour=self._neighbour,
                rate=self._random.randint(85, 98),
            )
            for manner in self._random.sample(MANNERS, 1)
        ]
        partners = self._random.sample(self._field.partners, self._random.randint(1, 3))
        kind = self._place[-1]
        units = f"责任单位：{kind}{self._field.unit}；配合单位：{'、'.join(kind + unit for unit in partners)}"
        target = (
            f"到2025年，全{kind}建成{thing}{self._amount()}{measure}。"
            if self._random.random() < WITH_TARGET
            else ""
        )
        return f"{number}.{title}。{about}。{self._plain(thing)}{target}{'。'.join(manners)}。（{units}）"

    def _plain(self, thing: str | None = None) -> str:
        """Sentences without a figure."""
        return "".join(self._sentence(thing) for _ in range(self._random.randint(*PLAIN_SENTENCES)))

    def _sentence(self, thing: str | None) -> str:
        things = self._random.sample([task[2] for task in self._field.tasks], 2)
        about = thing or things[0]
        actions = self._random.sample(ACTIONS, self._random.randint(1, 2))
        clauses = [self._random.choice(OPENINGS), *actions, self._random.choice(AIMS)]
        words = "，".join(clauses).format(
            place=self._place,
            neighbour=self._neighbour,
            area=self._random.choice(AREAS),
            thing=about,
            other=next(word for word in reversed(things) if word != about),
            system=self._random.choice(SYSTEMS),
            who=self._random.choice(ACTORS),
        )
        return f"{words}。"

    def _safeguards(self) -> str:
        items = (
            f"（{NUMERALS[number]}）{title}\n\n{words}。{self._plain()}"
            for number, (title, words) in enumerate(self._random.sample(SAFEGUARDS, 3))
        )
        return "保障措施\n\n" + "\n\n".join(items)

    def _box(self, title: str) -> str:
        number, self._boxes = self._boxes, self._boxes + 1
        return f"专栏{number}  {self._place}{title}"

    def _amount(self) -> int:
        return self._random.randint(3, 400)

    def _near(self, figure: float, unit: str) -> str:
        """The figure, some per cent up or down, as finely as it was given; a share stays below 100."""
        digits = 0 if figure >= 100 or (figure == int(figure) and figure >= 10) else 2 if figure < 1 else 1
        changed = figure * self._random.uniform(0.9, 1.1)
        return f"{min(changed, 99.5) if unit == '%' else changed:.{digits}f}"
