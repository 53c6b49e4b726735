"""Colours as eyes and the standards measure them: contrast, lightness, distance, colour deficiencies."""

from __future__ import annotations

RGB = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", IEEE TVCG 15(6): the matrices of severity 1.0, applied to linear RGB.
DEFICIENCIES: dict[str, tuple[RGB, RGB, RGB]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def full(colour: str) -> str:
    """#fff → #FFFFFF."""
    digits = colour.removeprefix("#")
    return "#" + ("".join(2 * d for d in digits) if len(digits) == 3 else digits).upper()


def linear(colour: str) -> RGB:
    """#RRGGBB → linear RGB, 0..1 (IEC 61966-2-1)."""
    parts = (int(full(colour)[n : n + 2], 16) / 255 for n in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return r, g, b


def _times(matrix: tuple[RGB, RGB, RGB], rgb: RGB) -> RGB:
    x, y, z = (sum(m * v for m, v in zip(row, rgb, strict=True)) for row in matrix)
    return x, y, z


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2, 1..21."""
    low, high = sorted(sum(w * c for w, c in zip(_XYZ[1], linear(c), strict=True)) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def composite(colour: str, deficiency: str) -> RGB:
    """The colour as an eye with the deficiency sees it, linear RGB."""
    r, g, b = (min(1.0, max(0.0, c)) for c in _times(DEFICIENCIES[deficiency], linear(colour)))
    return r, g, b


def lab(rgb: RGB) -> RGB:
    """Linear RGB → CIELAB (D65)."""
    shares = (v / white for v, white in zip(_times(_XYZ, rgb), _WHITE, strict=True))
    x, y, z = (t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: RGB, other: RGB) -> float:
    """ΔE*ab (CIE 1976); about 2.3 is just noticeable."""
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5)


def lightness(colour: str) -> float:
    """L* 0..100: all that is left in grey."""
    return lab(linear(colour))[0]
