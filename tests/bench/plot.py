"""A plot of how time grows: lines over two axes of powers of ten, as SVG that shows in light and dark."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 720, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 190, 40, 50
_COLOURS = ("#0b5fa5", "#b3501b", "#3b7a2a", "#7a3b8f", "#4d4d4d", "#a0203c")
_DASHES = ("", "8 4", "2 3", "10 3 2 3", "5 5", "1 4")

Line = Sequence[tuple[float, float]]
"""Its points, from left to right; no number is zero."""


def plot(title: str, across: str, up: str, lines: Mapping[str, Line]) -> str:
    """The plot of some lines, each named at its right end. A line is told apart by its dashes too, not by colour alone."""
    points = [point for line in lines.values() for point in line]
    if not points:
        return _frame(title, [])
    scale_x = _Scale([x for x, _ in points], _LEFT, WIDTH - _RIGHT)
    scale_y = _Scale([y for _, y in points], HEIGHT - _BOTTOM, _TOP)
    drawn = [*_grid(scale_x, scale_y), *_named_axes(across, up)]
    heights = _apart([scale_y.at(line[-1][1]) for line in lines.values()])
    for place, (name, line) in enumerate(lines.items()):
        drawn += _line(place, name, [(scale_x.at(x), scale_y.at(y)) for x, y in line], heights[place])
    return _frame(title, drawn)


class _Scale:
    """Where a number stands between two ends, by its logarithm; whole powers of ten are the ends."""

    def __init__(self, numbers: Sequence[float], start: float, end: float) -> None:
        self.low = math.floor(math.log10(min(numbers)))
        self.high = max(math.ceil(math.log10(max(numbers))), self.low + 1)
        self._start, self._end = start, end

    def at(self, number: float) -> float:
        part = (math.log10(number) - self.low) / (self.high - self.low)
        return round(self._start + part * (self._end - self._start), 1)

    @property
    def marks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def _frame(title: str, drawn: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="13">'
    )
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    return "\n".join((head, f"<title>{escape(title)}</title>", ground, *drawn, "</svg>", ""))


def _grid(across: _Scale, up: _Scale) -> list[str]:
    lines = []
    for mark in across.marks:
        x = across.at(mark)
        lines.append(f'<path d="M{x} {_TOP}V{HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        lines.append(_text(x, HEIGHT - _BOTTOM + 18, f"{mark:,g}", anchor="middle"))
    for mark in up.marks:
        y = up.at(mark)
        lines.append(f'<path d="M{_LEFT} {y}H{WIDTH - _RIGHT}" stroke="#ddd"/>')
        lines.append(_text(_LEFT - 8, y + 4, f"{mark:,g}", anchor="end"))
    return lines


def _named_axes(across: str, up: str) -> list[str]:
    middle = (_LEFT + WIDTH - _RIGHT) / 2
    return [_text(middle, HEIGHT - 10, across, anchor="middle"), _text(8, 22, up)]


def _line(place: int, name: str, points: Line, height: float) -> list[str]:
    colour = _COLOURS[place % len(_COLOURS)]
    way = " ".join(f"{x},{y}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if (dash := _DASHES[place % len(_DASHES)]) else ""
    return [
        f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>',
        *(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points),
        _text(points[-1][0] + 10, height + 4, name, colour=colour),
    ]


def _text(x: float, y: float, words: str, anchor: str = "start", colour: str = "#222") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def _apart(heights: Sequence[float], least: float = 16) -> list[float]:
    """The same heights, moved down as far as names need not to lie on one another."""
    moved = list(heights)
    before = -math.inf
    for place in sorted(range(len(moved)), key=lambda place: moved[place]):
        moved[place] = before = max(moved[place], before + least)
    return moved
