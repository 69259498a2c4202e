// Values of docs/grading/language.md §1: exact fractions, decimals, days, durations. No floating point anywhere.

export class Wrong extends Error {}
export function demand(condition, reason) {
  if (!condition) throw new Wrong(reason);
}

// A fraction is [numerator, denominator], the denominator above zero.
export const ZERO = [0n, 1n];
export const ONE = [1n, 1n];
const gcd = (a, b) => {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
};
export const fraction = (n, d = 1n) => {
  if (d < 0n) [n, d] = [-n, -d];
  const common = gcd(n, d);
  return common > 1n ? [n / common, d / common] : [n, d];
};
export const add = (a, b) => fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
export const subtract = (a, b) => add(a, [-b[0], b[1]]);
export const multiply = (a, b) => fraction(a[0] * b[0], a[1] * b[1]);
export const divide = (a, b) => fraction(a[0] * b[1], a[1] * b[0]);
export const absolute = (a) => [a[0] < 0n ? -a[0] : a[0], a[1]];
export const compare = (a, b) => {
  const difference = a[0] * b[1] - b[0] * a[1];
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
export const least = (a, b) => (compare(a, b) <= 0 ? a : b);
export const greatest = (a, b) => (compare(a, b) >= 0 ? a : b);
export const whole = (n) => [BigInt(n), 1n];

/** §1: at most four decimals, below 10^9, no exponent, no leading zeros; null when the text is none. */
export function decimal(text) {
  const found = /^(-?)(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,4}))?$/.exec(text);
  if (found === null) return null;
  const [, sign, front, back = ""] = found;
  const n = BigInt(front + back);
  return fraction(sign === "-" ? -n : n, 10n ** BigInt(back.length));
}

/** Rounds to a multiple of 10^-digits: half_up is half away from zero, down is towards zero. */
export function round(value, digits, way = "half_up") {
  const scale = 10n ** BigInt(digits);
  const negative = value[0] < 0n;
  const n = (negative ? -value[0] : value[0]) * scale;
  let units = n / value[1];
  const rest = 2n * (n % value[1]);
  if (way === "half_up" && rest >= value[1]) units++;
  if (way === "half_even" && (rest > value[1] || (rest === value[1] && units % 2n === 1n))) units++;
  return fraction(negative ? -units : units, scale);
}

/** Exactly `digits` decimals, rounded half up; zero has no sign. */
export function fixed(value, digits) {
  const [n, d] = round(value, digits);
  const units = ((n < 0n ? -n : n) * 10n ** BigInt(digits)) / d;
  const text = units.toString().padStart(digits + 1, "0");
  const front = text.slice(0, text.length - digits);
  return (n < 0n ? "-" : "") + (digits === 0 ? front : front + "." + text.slice(-digits));
}

/** As few decimals as the value needs, at most six. */
export const shortest = (value) => fixed(value, 6).replace(/\.?0+$/, "");

// Days are counted from 1970-01-01 in the Gregorian calendar.
const monthLength = (y, m) =>
  m === 2 ? (y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31;

function dayNumber(y, m, d) {
  // Years begin in March, so that the leap day comes last.
  const year = m <= 2 ? y - 1 : y;
  const month = (m + 9) % 12;
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leaps + Math.floor((153 * month + 2) / 5) + d - 719469;
}

export function civil(day) {
  let year = Math.floor(day / 365.2425) + 1970;
  while (dayNumber(year, 1, 1) > day) year--;
  while (dayNumber(year + 1, 1, 1) <= day) year++;
  let month = 1;
  let rest = day - dayNumber(year, 1, 1);
  while (rest >= monthLength(year, month)) rest -= monthLength(year, month++);
  return [year, month, rest + 1];
}

/** The day of YYYY-MM-DD; null when there is no such day. */
export function date(text) {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (found === null) return null;
  const [y, m, d] = found.slice(1).map(Number);
  return y >= 1 && m >= 1 && m <= 12 && d >= 1 && d <= monthLength(y, m) ? dayNumber(y, m, d) : null;
}

export function dateText(day) {
  const [y, m, d] = civil(day);
  return [String(y).padStart(4, "0"), String(m).padStart(2, "0"), String(d).padStart(2, "0")].join("-");
}

export const plusMonths = (day, months) => {
  const [y, m, d] = civil(day);
  const index = y * 12 + (m - 1) + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return dayNumber(year, month, Math.min(d, monthLength(year, month)));
};

/** {months} or {days}; null when the text is no duration. */
export function duration(text) {
  const found = /^P([1-9][0-9]{0,4})([YMD])$/.exec(text);
  if (found === null) return null;
  const n = Number(found[1]);
  return found[2] === "D" ? { days: n } : { months: found[2] === "Y" ? 12 * n : n };
}
export const plus = (day, span) => (span.days === undefined ? plusMonths(day, span.months) : day + span.days);

/** The greatest m ≥ 0 with day + m months ≤ until. */
export function wholeMonths(day, until) {
  const [from, to] = [civil(day), civil(until)];
  let months = (to[0] - from[0]) * 12 + to[1] - from[1] + 1;
  while (months > 0 && plusMonths(day, months) > until) months--;
  return Math.max(months, 0);
}

/** First day of the year that begins each MM-DD and holds the day. */
export function yearStart(day, monthDay = "01-01") {
  const [month, d] = monthDay.split("-").map(Number);
  const [year] = civil(day);
  const start = dayNumber(year, month, d);
  return start <= day ? start : dayNumber(year - 1, month, d);
}

const MILLION = 1_000_000n;

const halves = new Map();
/** 2^(−age/n) rounded half up to six decimals, by whole numbers only: the greatest r with (2r − 1)^n · 2^age ≤ (2·10^6)^n. */
export function halfLife(age, n) {
  const key = age + "/" + n;
  if (halves.has(key)) return halves.get(key);
  const [a, m] = [BigInt(age), BigInt(n)];
  const bound = (2n * MILLION) ** m;
  let [low, high] = [0n, MILLION];
  while (low < high) {
    const r = (low + high + 1n) / 2n;
    if ((2n * r - 1n) ** m * 2n ** a <= bound) low = r;
    else high = r - 1n;
  }
  const out = fraction(low, MILLION);
  halves.set(key, out);
  return out;
}

/** f^n rounded half up to six decimals. */
export function power(f, n) {
  if (compare(f, ONE) === 0 || n === 0n) return ONE;
  // 0.9999^200000 is far below half a millionth.
  if (n > 200_000n) return ZERO;
  return round([f[0] ** n, f[1] ** n], 6);
}

const encoder = new TextEncoder();
/** Order of texts by their UTF-8 bytes. */
export function byBytes(a, b) {
  const [x, y] = [encoder.encode(a), encoder.encode(b)];
  for (let i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i] - y[i];
  return x.length - y.length;
}

export const isTrue = (word) => ["true", "1", "yes", "是"].includes(word.replace(/[A-Z]/g, (c) => c.toLowerCase()));
export const isFalse = (word) => ["false", "0", "no", "否"].includes(word.replace(/[A-Z]/g, (c) => c.toLowerCase()));
