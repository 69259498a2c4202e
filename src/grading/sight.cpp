#include "grading/sight.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/ascii.h"

namespace medcredit::grading {

namespace {

template <class T>
bool ordered(const T& left, const T& right, Expression::Op op) {
  switch (op) {
    case Expression::Op::kEqual:
      return left == right;
    case Expression::Op::kNotEqual:
      return left != right;
    case Expression::Op::kLess:
      return left < right;
    case Expression::Op::kLessEqual:
      return left <= right;
    case Expression::Op::kGreater:
      return left > right;
    case Expression::Op::kGreaterEqual:
      return left >= right;
  }
  return false;
}

}  // namespace

Sight::Sight(const Program& program, const Words& words) : program_(program), words_(words) {
  for (std::size_t i = 0; i < program.types.size(); ++i) {
    const WordCode code = words.find(program.types[i]);
    if (code == kForeignWord) continue;
    if (code >= typeOfCode_.size()) typeOfCode_.resize(code + std::size_t{1}, -1);
    typeOfCode_[code] = static_cast<std::int16_t>(i);
  }
  for (const auto& status : program.statuses) statusCodes_.push_back(words.find(status.word));
  activeCode_ = words.find("active");
  for (std::size_t i = 0; i < program.fields.size(); ++i) {
    if (program.fields[i] == "continuing") continuingField_ = static_cast<int>(i);
  }
}

void Sight::use(const FactColumns& facts) {
  facts_ = &facts;
  columns_.clear();
  for (const auto& field : program_.fields) columns_.push_back(facts.wordColumn(field));
}

int Sight::typeOf(WordCode code) const { return code < typeOfCode_.size() ? typeOfCode_[code] : -1; }

std::int32_t Sight::defaultDate(std::uint32_t row) const {
  const std::int32_t determined = facts_->date(DateColumn::kDetermined, row);
  if (determined != kNoDate) return determined;
  const std::int32_t occurred = facts_->date(DateColumn::kOccurred, row);
  return occurred != kNoDate ? occurred : facts_->date(DateColumn::kEnded, row);
}

void Sight::keepNewestVersions(FactRange range) {
  // By record id, then known_on (empty first), then row: of those known the last of each id stands.
  rows_.clear();
  for (std::size_t row = range.begin; row < range.end; ++row) {
    const std::int32_t known = facts_->date(DateColumn::kKnown, row);
    if (known == kNoDate || known <= program_.knownOn) rows_.push_back(static_cast<std::uint32_t>(row));
  }
  std::sort(rows_.begin(), rows_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int ids = facts_->recordId(a).compare(facts_->recordId(b));
    if (ids != 0) return ids < 0;
    const std::int32_t knownA = facts_->date(DateColumn::kKnown, a);
    const std::int32_t knownB = facts_->date(DateColumn::kKnown, b);
    return knownA != knownB ? knownA < knownB : a < b;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const bool last = i + 1 == rows_.size() || facts_->recordId(rows_[i]) != facts_->recordId(rows_[i + 1]);
    if (last) rows_[kept++] = rows_[i];
  }
  rows_.resize(kept);
  std::sort(rows_.begin(), rows_.end());
}

int Sight::statusOf(std::uint32_t row, std::int32_t date, Obstacle& obstacle) {
  const WordCode code = facts_->statusOf(row);
  if (code == kNoWord || code == activeCode_) return -1;
  const std::int32_t since = facts_->date(DateColumn::kStatus, row);
  if (since != kNoDate && since > program_.statusDay) return -1;
  for (std::size_t i = 0; i < statusCodes_.size(); ++i) {
    if (statusCodes_[i] != code) continue;
    if (program_.statuses[i].hasAlternative && (date == kNoDate || date <= program_.asOf)) pending_ = true;
    return static_cast<int>(i);
  }
  if (date == kNoDate || date <= program_.asOf) {
    obstacle = Obstacle::kStatus;
    obstacleRow_ = row;
  }
  return -1;
}

Obstacle Sight::look(const Subject& subject, FactRange range, const Supposition& supposition) {
  subject_ = subject;
  seen_.clear();
  mask_ = 0;
  pending_ = false;
  Obstacle obstacle = Obstacle::kNone;
  const auto add = [&](std::uint32_t row) {
    const int type = typeOf(facts_->type[row]);
    if (type < 0) return;
    if ((facts_->flagsOf(row) & kFactUnreadable) != 0 && obstacle == Obstacle::kNone) {
      obstacle = Obstacle::kUnreadable;
      obstacleRow_ = row;
    }
    SeenRecord record{row, defaultDate(row), type};
    record.status = statusOf(row, record.date, obstacle);
    const bool supposed = supposition.record != kNoRecord && row == range.begin + supposition.record;
    if (supposed && supposition.status >= 0) record.status = supposition.status;
    record.upheld = (supposition.upheld || (supposed && supposition.recordUpheld)) && record.status >= 0 &&
                    program_.statuses[static_cast<std::size_t>(record.status)].hasAlternative;
    seen_.push_back(record);
    mask_ |= Program::typeBit(type);
  };
  if (range.versions && range.end - range.begin > 1) {
    keepNewestVersions(range);
    for (const std::uint32_t row : rows_) add(row);
    return obstacle;
  }
  const auto& known = facts_->dates[static_cast<std::size_t>(DateColumn::kKnown)];
  for (std::size_t row = range.begin; row < range.end; ++row) {
    if (!known.empty() && known[row] > program_.knownOn) continue;  // kNoDate is the least
    add(static_cast<std::uint32_t>(row));
  }
  return obstacle;
}

Effect Sight::effectOf(const SeenRecord& record) const {
  if (record.status < 0) return Effect::kCount;
  const auto& row = program_.statuses[static_cast<std::size_t>(record.status)];
  return record.upheld ? row.alternative : row.effect;
}

WordCode Sight::wordCode(int field, std::uint32_t row) const {
  const int column = columns_[static_cast<std::size_t>(field)];
  if (column < 0) return kNoWord;
  const auto& codes = facts_->words[static_cast<std::size_t>(column)].codes;
  return codes.empty() ? kNoWord : codes[row];
}

std::int32_t Sight::dateOf(const SeenRecord& record, const ClockRef& clock) const {
  switch (clock.kind) {
    case ClockRef::Kind::kDefault:
      return record.date;
    case ClockRef::Kind::kColumn:
      return facts_->date(static_cast<DateColumn>(clock.index), record.row);
    case ClockRef::Kind::kWord:
      break;
  }
  bool ok = false;
  return readDay(words_.text(wordCode(clock.index, record.row)), ok);
}

std::int32_t Sight::windowDate(const CompiledLine& line, std::uint32_t row, std::int32_t date, bool& everywhere) const {
  everywhere = false;
  if (!line.continuing) return date;
  const std::int32_t ended = facts_->date(DateColumn::kEnded, row);
  if (ended != kNoDate) return std::min(ended, program_.asOf);
  everywhere = continuingField_ >= 0 && isTrue(words_.text(wordCode(continuingField_, row)));
  return everywhere ? program_.asOf : date;
}

bool Sight::isTrue(std::string_view word) const {
  constexpr std::array<std::string_view, 4> kTrue = {"true", "1", "yes", "是"};
  return std::any_of(kTrue.begin(), kTrue.end(), [&](std::string_view t) { return base::equalNoCase(word, t); });
}

std::string_view Sight::text(const FieldRef& field, const SeenRecord& record) const {
  switch (field.kind) {
    case FieldRef::Kind::kWord:
      return words_.text(wordCode(field.index, record.row));
    case FieldRef::Kind::kType:
      return program_.types[static_cast<std::size_t>(record.type)];
    case FieldRef::Kind::kStatus:
      return record.status < 0 ? std::string_view("active")
                               : std::string_view(program_.statuses[static_cast<std::size_t>(record.status)].word);
    case FieldRef::Kind::kRecordId:
      return facts_->recordId(record.row);
    case FieldRef::Kind::kSubjectType:
      return subject_.type;
    case FieldRef::Kind::kSubjectKind:
      return subject_.kind;
    case FieldRef::Kind::kSubjectRegion:
      return subject_.region;
    case FieldRef::Kind::kDate:
    case FieldRef::Kind::kValue:
      break;
  }
  return {};
}

std::optional<std::int64_t> Sight::number(const FieldRef& field, std::uint32_t row) const {
  if (field.kind == FieldRef::Kind::kValue) {
    const std::int64_t value = facts_->valueOf(row);
    return value == kNoValue ? std::nullopt : std::optional<std::int64_t>(value);
  }
  if (field.kind == FieldRef::Kind::kWord) {
    const auto parsed = Decimal4::parse(words_.text(wordCode(field.index, row)));
    if (parsed) return parsed->units;
  }
  return std::nullopt;
}

bool Sight::compares(const CompiledExpression& expression, const Literal& literal, Expression::Op op,
                     const SeenRecord* record) const {
  const FieldRef& field = expression.field;
  const bool subjectField = field.kind == FieldRef::Kind::kSubjectType || field.kind == FieldRef::Kind::kSubjectKind ||
                            field.kind == FieldRef::Kind::kSubjectRegion;
  static const SeenRecord kNothing{};
  if (!subjectField && record == nullptr) return op == Expression::Op::kNotEqual;
  const SeenRecord& of = record == nullptr ? kNothing : *record;
  const bool empty = op == Expression::Op::kNotEqual;  // the answer for an empty field
  if (literal.kind == Literal::Kind::kDecimal) {
    std::optional<std::int64_t> value;
    if (field.kind == FieldRef::Kind::kValue || field.kind == FieldRef::Kind::kWord) {
      value = number(field, of.row);
    } else if (field.kind != FieldRef::Kind::kDate) {
      const auto parsed = Decimal4::parse(text(field, of));
      if (parsed) value = parsed->units;
    }
    return value ? ordered(*value, literal.decimal.units, op) : empty;
  }
  if (literal.kind == Literal::Kind::kDate) {
    std::int32_t day = kNoDate;
    bool ok = false;
    if (field.kind == FieldRef::Kind::kDate) {
      day = facts_->date(static_cast<DateColumn>(field.index), of.row);
    } else if (field.kind != FieldRef::Kind::kValue) {
      day = readDay(text(field, of), ok);
    }
    return day == kNoDate ? empty : ordered(day, literal.date.days(), op);
  }
  if (field.kind == FieldRef::Kind::kDate) {
    const std::int32_t day = facts_->date(static_cast<DateColumn>(field.index), of.row);
    return day == kNoDate ? empty : ordered<std::string_view>(base::CivilDate(day).iso(), literal.text, op);
  }
  if (field.kind == FieldRef::Kind::kValue) {
    const auto value = number(field, of.row);
    return value ? ordered<std::string_view>(Decimal4{*value}.str(), literal.text, op) : empty;
  }
  const std::string_view word = text(field, of);
  return word.empty() ? empty : ordered(word, std::string_view(literal.text), op);
}

bool Sight::holds(const CompiledExpression& expression, const SeenRecord* record) const {
  switch (expression.kind) {
    case Expression::Kind::kOr:
      return std::any_of(expression.parts.begin(), expression.parts.end(),
                         [&](const auto& part) { return holds(part, record); });
    case Expression::Kind::kAnd:
      return std::all_of(expression.parts.begin(), expression.parts.end(),
                         [&](const auto& part) { return holds(part, record); });
    case Expression::Kind::kNot:
      return !holds(expression.parts.front(), record);
    case Expression::Kind::kCompare:
      return compares(expression, expression.literals.front(), expression.op, record);
    case Expression::Kind::kIn:
      return std::any_of(expression.literals.begin(), expression.literals.end(), [&](const Literal& literal) {
        return compares(expression, literal, Expression::Op::kEqual, record);
      });
    case Expression::Kind::kBetween:
      return compares(expression, expression.literals[0], Expression::Op::kGreaterEqual, record) &&
             compares(expression, expression.literals[1], Expression::Op::kLessEqual, record);
    case Expression::Kind::kTruth:
      break;
  }
  static const SeenRecord kNothing{};
  if (expression.active && record != nullptr) {
    const std::string_view own = text(expression.field, *record);
    if (!own.empty()) return isTrue(own);
    const std::int32_t ended = facts_->date(DateColumn::kEnded, record->row);
    return ended == kNoDate || ended > program_.asOf;
  }
  if (expression.field.kind == FieldRef::Kind::kValue && record != nullptr) {
    return number(expression.field, record->row) == Decimal4::kOne;
  }
  return isTrue(text(expression.field, record == nullptr ? kNothing : *record));
}

std::optional<Int128> Sight::measure(const CompiledAggregate& aggregate,
                                     std::vector<std::pair<std::int32_t, std::uint32_t>>* rests) const {
  const bool counts = aggregate.kind == Aggregate::Kind::kCount || aggregate.kind == Aggregate::Kind::kExists;
  Int128 total = 0;
  bool any = false;
  if ((mask_ & aggregate.mask) != 0) {
    for (const auto& record : seen_) {
      if (std::find(aggregate.types.begin(), aggregate.types.end(), record.type) == aggregate.types.end()) continue;
      if (effectOf(record) == Effect::kExclude) continue;
      const std::int32_t date = dateOf(record, aggregate.clock);
      if (date > program_.asOf) continue;
      if (aggregate.from != kNoDate && date < aggregate.from) continue;
      if (aggregate.where && !holds(*aggregate.where, &record)) continue;
      if (rests != nullptr) rests->emplace_back(date, record.row);
      if (counts) {
        total += Decimal4::kOne;
        continue;
      }
      const auto value = number(aggregate.field, record.row);
      if (!value) continue;
      total = aggregate.kind == Aggregate::Kind::kSum || !any ? total + *value : std::max(total, Int128{*value});
      any = true;
    }
  }
  if (aggregate.kind == Aggregate::Kind::kMax && !any) return std::nullopt;
  return total;
}

bool Sight::holds(const CompiledCondition& condition,
                  std::vector<std::pair<std::int32_t, std::uint32_t>>* rests) const {
  using Kind = CompiledCondition::Kind;
  switch (condition.kind) {
    case Kind::kAggregate: {
      const auto value = measure(condition.aggregate, rests);
      return value && (!condition.atLeast || *value >= *condition.atLeast) &&
             (!condition.atMost || *value <= *condition.atMost);
    }
    case Kind::kAllRepaired: {
      bool any = false;
      for (const auto& record : seen_) {
        if (record.type != condition.type || record.date > program_.asOf) continue;
        any = true;
        if (record.status < 0 || program_.statuses[static_cast<std::size_t>(record.status)].word != "repaired") {
          return false;
        }
      }
      return any;
    }
    case Kind::kCriticalFailed: {
      if (condition.sheet < 0) return false;
      const auto& line = program_.lines[static_cast<std::size_t>(condition.sheet)];
      const CountedSheet counted = countedSheet(line);
      return counted.record != nullptr && marks(line, counted.record->row).criticalFailed;
    }
    case Kind::kFeedsBelow: {
      Int128 weight = 0;
      for (const auto& feed : program_.model->feeds) {
        std::string_view left = subject_.feeds;
        bool has = false;
        while (!left.empty() && !has) {
          const std::size_t end = left.find(';');
          has = left.substr(0, end) == feed.source;
          left = end == std::string_view::npos ? std::string_view() : left.substr(end + 1);
        }
        if (has) weight += feed.weight.units;
      }
      return program_.feedWeight > 0 && weight * Decimal4::kOne < Int128{program_.feedWeight} * condition.share.units;
    }
    case Kind::kAgeBelow:
      return subject_.registeredOn == kNoDate || subject_.registeredOn >= condition.bornAfter;
    case Kind::kWhere:
      return holds(condition.where, nullptr);
    case Kind::kAll: {
      bool all = true;
      for (const auto& part : condition.parts) all = holds(part, rests) && all;
      return all;
    }
    case Kind::kAny: {
      bool any = false;
      for (const auto& part : condition.parts) any = holds(part, rests) || any;
      return any;
    }
    case Kind::kNot:
      break;
  }
  return !holds(condition.parts.front());
}

CountedSheet Sight::countedSheet(const CompiledLine& line) const {
  CountedSheet best;
  for (const auto& record : seen_) {
    if (record.type != line.type || effectOf(record) == Effect::kExclude) continue;
    const std::int32_t date = dateOf(record, line.clock);
    if (date == kNoDate || date > program_.asOf) continue;
    bool everywhere = false;
    const std::int32_t day = windowDate(line, record.row, date, everywhere);
    if (!everywhere && line.from != kNoDate && day < line.from) continue;
    const bool newer = best.record == nullptr || date > best.date ||
                       (date == best.date && facts_->recordId(record.row) < facts_->recordId(best.record->row));
    if (newer) best = {&record, date};
  }
  return best;
}

SheetMarks Sight::marks(const CompiledLine& line, std::uint32_t row) const {
  const ScoreSheet& sheet = *line.sheet;
  SheetMarks out;
  Int128 sum = 0;
  Int128 full = 0;
  bool applicable = false;
  std::vector<bool> met(sheet.items.size(), false);
  std::string_view left = words_.text(wordCode(line.items.index, row));
  while (!left.empty()) {
    const std::size_t end = left.find(';');
    const std::string_view entry = left.substr(0, end);
    left = end == std::string_view::npos ? std::string_view() : left.substr(end + 1);
    if (entry.empty()) continue;
    const std::size_t equals = entry.find('=');
    const std::string_view id = entry.substr(0, equals);
    const std::string_view mark = equals == std::string_view::npos ? std::string_view() : entry.substr(equals + 1);
    const auto item =
        std::find_if(sheet.items.begin(), sheet.items.end(), [&](const SheetItem& i) { return i.id == id; });
    const auto at = static_cast<std::size_t>(item - sheet.items.begin());
    if (item == sheet.items.end() || met[at]) {
      out.broken = true;
      continue;
    }
    met[at] = true;
    if (mark.empty()) continue;
    const auto value = Decimal4::parse(mark);
    if (!value || value->units < 0 || value->units > item->full.units) {
      out.broken = true;
      continue;
    }
    applicable = true;
    sum += value->units;
    full += item->full.units;
    out.criticalFailed = out.criticalFailed || (item->critical && value->units == 0);
  }
  out.broken = out.broken || !applicable || (sheet.normalise && full == 0);
  if (out.broken) return out;
  constexpr int kHundred = 100;
  for (const auto& [threshold, points] : sheet.toPoints) {
    const bool reached =
        sheet.normalise ? sum * kHundred * Decimal4::kOne >= Int128{threshold.units} * full : sum >= threshold.units;
    if (!reached) continue;
    out.points = points.units;
    break;
  }
  return out;
}

const SeenRecord* Sight::latest(int type) const {
  const SeenRecord* best = nullptr;
  for (const auto& record : seen_) {
    if (record.type != type || effectOf(record) == Effect::kExclude || record.date > program_.asOf) continue;
    const bool newer = best == nullptr || record.date > best->date ||
                       (record.date == best->date && facts_->recordId(record.row) < facts_->recordId(best->row));
    if (newer) best = &record;
  }
  return best;
}

}  // namespace medcredit::grading
