#include "grading/line_book.h"

#include <algorithm>
#include <optional>

namespace medcredit::grading {

namespace {

/// Later dates first; the empty one last.
std::uint32_t newestFirst(std::int32_t date) { return ~(static_cast<std::uint32_t>(date) ^ 0x80000000U); }

std::int64_t magnitude(std::int64_t v) { return v < 0 ? -v : v; }

/// a *= b, false when it leaves 128 bits.
bool multiply(Int128& a, std::int64_t b) { return !__builtin_mul_overflow(a, Int128{b}, &a); }

/// Decay × repeat in millionths by place; empty when one of them leaves 128 bits.
std::vector<std::int64_t> factorTable(const CompiledLine& line) {
  std::vector<std::int64_t> out;
  for (const auto& decay : line.decay) {
    for (std::size_t i = 0; i < std::max<std::size_t>(line.repeat.size(), 1); ++i) {
      const Fraction repeat = line.repeat.empty() ? Fraction{} : line.repeat[i];
      Int128 top = decay.num;
      Int128 bottom = decay.den;
      if (!multiply(top, repeat.num) || !multiply(top, kMicro) || !multiply(bottom, repeat.den)) return {};
      out.push_back(static_cast<std::int64_t>(divideRounded(top, bottom, Arithmetic::Round::kHalfUp)));
    }
  }
  return out;
}

}  // namespace

LineBook::LineBook(const Program& program)
    : program_(program),
      groupSums_(program.groups.size()),
      positive_(program.groups.size()),
      negative_(program.groups.size()) {}

void LineBook::keepTables() {
  // Decay by single days over many years has many places; beyond this the table would cost more than it saves.
  constexpr std::size_t kMostPlaces = 1U << 15U;
  for (const auto& line : program_.lines) {
    const std::size_t places = line.decay.size() * std::max<std::size_t>(line.repeat.size(), 1);
    known_.emplace_back(places <= kMostPlaces ? places * kKnownSlots : 0);
    factors_.push_back(places <= kMostPlaces ? factorTable(line) : std::vector<std::int64_t>());
  }
}

LineBook::Known* LineBook::knownFor(const Candidate& c, std::uint32_t nth) {
  if (known_.empty()) return nullptr;
  auto& known = known_[c.line];
  if (known.empty() || c.status >= 0 || c.use != kMicro || c.raw.den != Decimal4::kOne) return nullptr;
  const auto& repeat = program_.lines[c.line].repeat;
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
  constexpr unsigned kTopTwoBits = 62;
  const std::size_t slot = (static_cast<std::uint64_t>(c.raw.num) * kOdd) >> kTopTwoBits;
  const std::size_t place =
      repeat.empty() ? c.decay : c.decay * repeat.size() + std::min<std::size_t>(nth, repeat.size() - 1);
  return &known[place * kKnownSlots + slot];
}

void LineBook::clear() {
  constexpr int kWorthTables = 64;  // subjects: a single explanation needs none
  if (++subjects_ == kWorthTables && !program_.moves) keepTables();
  candidates_.clear();
  anyOnce_ = false;
  obstacle_ = Obstacle::kNone;
}

bool LineBook::newer(std::uint32_t a, std::uint32_t b) const {
  const Candidate& x = candidates_[a];
  const Candidate& y = candidates_[b];
  if (x.date != y.date) return x.date > y.date;
  if (x.line != y.line) return x.line < y.line;
  if (x.row == kNoRecord || y.row == kNoRecord) return a < b;
  const int ids = facts_->recordId(x.row).compare(facts_->recordId(y.row));
  return ids != 0 ? ids < 0 : x.row < y.row;
}

void LineBook::sort(const FactColumns& facts) {
  facts_ = &facts;
  keys_.clear();
  bool sorted = true;
  for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
    const Candidate& c = candidates_[i];
    keys_.emplace_back((std::uint64_t{c.line} << 32U) | newestFirst(c.date), i);
    anyOnce_ = anyOnce_ || c.once != kNoWord;
    sorted = sorted && (i == 0 || keys_[i - 1].first < keys_[i].first);
  }
  if (sorted) return;
  const auto before = [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : newer(a.second, b.second);
  };
  constexpr std::size_t kFew = 40;
  if (keys_.size() <= kFew) {
    for (std::size_t i = 1; i < keys_.size(); ++i) {
      const auto key = keys_[i];
      std::size_t at = i;
      for (; at > 0 && before(key, keys_[at - 1]); --at) keys_[at] = keys_[at - 1];
      keys_[at] = key;
    }
  } else {
    std::sort(keys_.begin(), keys_.end(), before);
  }
  unordered_.swap(candidates_);
  candidates_.clear();
  for (const auto& [key, at] : keys_) candidates_.push_back(unordered_[at]);
}

bool LineBook::isLeftOut(const Candidate& candidate, Pass pass) const {
  if (pass == Pass::kAll) return false;
  const CompiledGroup& group = program_.groups[candidate.group];
  return pass == Pass::kPublic ? !group.isPublic || !candidate.isPublic : !group.decisive;
}

bool LineBook::leavesOut(Pass pass) const {
  return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& c) { return isLeftOut(c, pass); });
}

bool LineBook::onlyWholeGroups(Pass pass) const {
  return std::none_of(candidates_.begin(), candidates_.end(), [&](const Candidate& c) {
    if (!isLeftOut(c, pass)) return false;
    const CompiledGroup& group = program_.groups[c.group];
    const bool wholeGroup = pass == Pass::kPublic ? !group.isPublic : !group.decisive;
    const CompiledLine& line = program_.lines[c.line];
    return !wholeGroup || c.once != kNoWord || line.group != line.negativeGroup;
  });
}

bool LineBook::keepHeaviest(std::vector<Settled>& out) {
  const auto size = [&](const Candidate& c) -> std::optional<Fraction> {
    const auto raw = times(Fraction::of(magnitude(c.raw.num), c.raw.den), Fraction::of(c.use, kMicro));
    return raw ? times(*raw, program_.lines[c.line].decay[c.decay]) : std::nullopt;
  };
  order_.clear();
  for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
    if (candidates_[i].once != kNoWord && !out[i].left && out[i].reason == Reason::kNone) order_.push_back(i);
  }
  const auto key = [&](std::uint32_t i) {
    return std::pair(program_.lines[candidates_[i].line].onceKey, candidates_[i].once);
  };
  std::sort(order_.begin(), order_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key(a) != key(b) ? key(a) < key(b) : a < b; });
  for (std::size_t begin = 0; begin < order_.size();) {
    std::uint32_t best = order_[begin];
    auto bestSize = size(candidates_[best]);
    std::size_t end = begin + 1;
    for (; end < order_.size() && key(order_[end]) == key(best); ++end) {
      const std::uint32_t other = order_[end];
      const auto otherSize = size(candidates_[other]);
      if (!bestSize || !otherSize) {
        failed_ = other;
        return false;
      }
      const int order = compareSize(*otherSize, *bestSize);
      if (order > 0 || (order == 0 && newer(other, best))) {
        best = other;
        bestSize = otherSize;
      }
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (order_[i] != best) out[order_[i]].reason = Reason::kOncePer;
    }
    begin = end;
  }
  return true;
}

bool LineBook::round(std::size_t at, std::vector<Settled>& out, std::span<const Fraction> statusFactors) {
  const Candidate& c = candidates_[at];
  Known* known = knownFor(c, out[at].nth);
  if (known == nullptr) return roundExactly(c, out[at].nth, statusFactors, out[at].uncapped);
  if (!known->filled || known->raw != c.raw.num) {
    if (!roundExactly(c, out[at].nth, statusFactors, known->points)) {
      known->filled = false;
      return false;
    }
    known->raw = c.raw.num;
    known->filled = true;
  }
  out[at].uncapped = known->points;
  return true;
}

bool LineBook::roundExactly(const Candidate& c, std::uint32_t nth, std::span<const Fraction> statusFactors,
                            std::int64_t& points) const {
  const CompiledLine& line = program_.lines[c.line];
  const Fraction& decay = line.decay[c.decay];
  const Fraction repeat =
      line.repeat.empty() ? Fraction{} : line.repeat[std::min<std::size_t>(nth, line.repeat.size() - 1)];
  const Fraction status = c.status < 0 ? Fraction{} : statusFactors[static_cast<std::size_t>(c.status)];
  const Arithmetic& arith = program_.model->arith;
  const std::int64_t scale = Decimal4::kOne / program_.lineUnit;  // 10^decimals
  std::int64_t num = 0;
  std::int64_t den = 0;
  bool wide = __builtin_mul_overflow(c.raw.num, scale, &num) | __builtin_mul_overflow(num, decay.num, &num) |
              __builtin_mul_overflow(c.raw.den, decay.den, &den);
  if (!repeat.isOne())
    wide |= __builtin_mul_overflow(num, repeat.num, &num) | __builtin_mul_overflow(den, repeat.den, &den);
  if (!status.isOne())
    wide |= __builtin_mul_overflow(num, status.num, &num) | __builtin_mul_overflow(den, status.den, &den);
  if (c.use != kMicro) wide |= __builtin_mul_overflow(num, c.use, &num) | __builtin_mul_overflow(den, kMicro, &den);
  if (!wide) {
    return !__builtin_mul_overflow(divideRounded64(num, den, arith.round), program_.lineUnit, &points);
  }
  Int128 top = c.raw.num;
  Int128 bottom = c.raw.den;
  const bool fits = multiply(top, scale) && multiply(top, decay.num) && multiply(bottom, decay.den) &&
                    multiply(top, repeat.num) && multiply(bottom, repeat.den) && multiply(top, status.num) &&
                    multiply(bottom, status.den) && multiply(top, c.use) && multiply(bottom, kMicro);
  if (!fits) return false;
  const Int128 rounded = divideRounded(top, bottom, arith.round) * program_.lineUnit;
  points = static_cast<std::int64_t>(rounded);
  return rounded == Int128{points};
}

void LineBook::capGroup(std::size_t group, std::vector<Settled>& out) {
  const std::int64_t cap = *program_.groups[group].cap;
  order_.clear();
  for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
    if (candidates_[i].group == group && !out[i].left && out[i].points != 0 && (out[i].points > 0) == (cap > 0)) {
      order_.push_back(i);
    }
  }
  std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) { return newer(a, b); });
  std::int64_t room = cap;
  for (const std::uint32_t at : order_) {
    Settled& line = out[at];
    if (magnitude(line.points) > magnitude(room)) {
      line.points = room;
      line.reason = Reason::kCap;
    }
    room -= line.points;
  }
}

void LineBook::capGroups(std::vector<Settled>& out) {
  std::fill(positive_.begin(), positive_.end(), 0);
  std::fill(negative_.begin(), negative_.end(), 0);
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (out[i].left) continue;
    (out[i].points > 0 ? positive_ : negative_)[candidates_[i].group] += out[i].points;
  }
  for (std::size_t group = 0; group < program_.groups.size(); ++group) {
    const auto& cap = program_.groups[group].cap;
    if (!cap) continue;
    std::int64_t& total = *cap > 0 ? positive_[group] : negative_[group];
    if (magnitude(total) <= magnitude(*cap)) continue;
    capGroup(group, out);
    total = *cap;
  }
}

bool LineBook::settle(Pass pass, std::span<const Fraction> statusFactors) {
  auto& out = settled_[index(pass)];
  const auto& all = settled_[0];
  out.assign(candidates_.size(), Settled{});
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    out[i].reason = candidates_[i].reason;
    out[i].left = isLeftOut(candidates_[i], pass);
  }
  if (anyOnce_ && !keepHeaviest(out)) {
    obstacle_ = Obstacle::kTooLarge;
    return false;
  }
  std::uint32_t counted = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (i == 0 || candidates_[i].line != candidates_[i - 1].line) counted = 0;
    Settled& line = out[i];
    if (line.left || line.reason != Reason::kNone) continue;
    const auto& most = program_.lines[candidates_[i].line].maxTimes;
    if (most && counted >= static_cast<std::uint32_t>(*most)) {
      line.reason = Reason::kMaxTimes;
      continue;
    }
    line.nth = counted++;
    if (candidates_[i].broken) {
      obstacle_ = Obstacle::kSheet;
      failed_ = static_cast<std::uint32_t>(i);
      return false;
    }
    const bool known = pass != Pass::kAll && all[i].nth == line.nth &&
                       (all[i].reason == Reason::kNone || all[i].reason == Reason::kCap);
    if (known) {
      line.uncapped = all[i].uncapped;
    } else if (!round(i, out, statusFactors)) {
      obstacle_ = Obstacle::kTooLarge;
      failed_ = static_cast<std::uint32_t>(i);
      return false;
    }
    line.points = line.uncapped;
  }
  capGroups(out);
  Int128 sum = 0;
  for (std::size_t group = 0; group < program_.groups.size(); ++group) {
    const std::int64_t own = positive_[group] + negative_[group];
    sum += own;
    if (pass == Pass::kAll) groupSums_[group] = own;
  }
  sums_[index(pass)] = static_cast<std::int64_t>(sum);
  return true;
}

std::int64_t LineBook::rawMicro(const Candidate& candidate) {
  std::int64_t num = 0;
  constexpr std::int64_t kMicroPerUnit = kMicro / Decimal4::kOne;
  if (candidate.raw.den == Decimal4::kOne && !__builtin_mul_overflow(candidate.raw.num, kMicroPerUnit, &num))
    return num;
  if (!__builtin_mul_overflow(candidate.raw.num, kMicro, &num)) {
    return divideRounded64(num, candidate.raw.den, Arithmetic::Round::kHalfUp);
  }
  return static_cast<std::int64_t>(
      divideRounded(Int128{candidate.raw.num} * kMicro, candidate.raw.den, Arithmetic::Round::kHalfUp));
}

std::int64_t LineBook::factorMicro(std::size_t at, std::span<const Fraction> statusFactors) const {
  const Candidate& c = candidates_[at];
  const Settled& settled = settled_[0][at];
  if (settled.reason != Reason::kNone && settled.reason != Reason::kCap) return 0;
  const CompiledLine& line = program_.lines[c.line];
  const Fraction& decay = line.decay[c.decay];
  if (!factors_.empty() && !factors_[c.line].empty() && c.status < 0 && c.use == kMicro) {
    const std::size_t repeats = std::max<std::size_t>(line.repeat.size(), 1);
    return factors_[c.line][c.decay * repeats + std::min<std::size_t>(settled.nth, repeats - 1)];
  }
  const Fraction repeat =
      line.repeat.empty() ? Fraction{} : line.repeat[std::min<std::size_t>(settled.nth, line.repeat.size() - 1)];
  const Fraction status = c.status < 0 ? Fraction{} : statusFactors[static_cast<std::size_t>(c.status)];
  // round() has shown that the whole product fits into 128 bits; without raw and with 10^6 in its place it does too.
  const Int128 top = Int128{decay.num} * repeat.num * status.num * c.use;
  const Int128 bottom = Int128{decay.den} * repeat.den * status.den;
  return static_cast<std::int64_t>(divideRounded(top, bottom, Arithmetic::Round::kHalfUp));
}

}  // namespace medcredit::grading
