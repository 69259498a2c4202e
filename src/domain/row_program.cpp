#include "domain/row_program.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace medcredit::domain {

// ---- enumerations --------------------------------------------------------------------------------------------------

EnumIndex::EnumIndex(const Enumeration& source) : source_(source) {
  std::size_t size = 16;
  while (size < source.values.size() * 8) size *= 2;
  slots_.assign(size, kEmpty);
  mask_ = size - 1;
  for (const auto& value : source.values) {
    const int position = static_cast<int>(values_.size());
    values_.push_back(value.value);
    int& slot = slots_[hash(value.value) & mask_];
    slot = slot == kEmpty ? position : kCollision;
    aliases_.emplace(base::headerKey(value.value), position);
    for (const auto& alias : value.aliases) aliases_.emplace(base::headerKey(alias), position);
  }
}

int EnumIndex::findSlow(std::string_view text) const {
  const auto it = std::find(values_.begin(), values_.end(), text);
  return it == values_.end() ? -1 : static_cast<int>(it - values_.begin());
}

int EnumIndex::findAlias(std::string_view text) const {
  const auto it = aliases_.find(base::headerKey(text));
  return it == aliases_.end() ? -1 : it->second;
}

namespace {

std::u32string toCodePoints(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) out += base::nextCodePoint(text, i);
  return out;
}

std::size_t editDistance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view EnumIndex::nearest(std::string_view text) const {
  constexpr std::size_t kLongestTried = 64;
  const std::u32string wanted = toCodePoints(text);
  if (wanted.size() < 2 || wanted.size() > kLongestTried) return {};
  std::size_t best = wanted.size() <= 4 ? 2 : 3;  // first distance that is too far
  std::string_view found;
  bool tie = false;
  for (const auto value : values_) {
    const std::size_t distance = editDistance(wanted, toCodePoints(value));
    if (distance < best) {
      best = distance;
      found = value;
      tie = false;
    } else if (distance == best && !found.empty()) {
      tie = true;
    }
  }
  return tie ? std::string_view() : found;
}

std::string EnumIndex::choices() const {
  constexpr std::size_t kShown = 14;
  std::string out;
  for (std::size_t i = 0; i < values_.size() && i < kShown; ++i) {
    if (i != 0) out += "、";
    out += values_[i];
  }
  if (values_.size() > kShown) out += "等" + std::to_string(values_.size()) + "项";
  return out;
}

// ---- fields --------------------------------------------------------------------------------------------------------

namespace {

/// A name may not begin with a sign; a text may ("-5℃").
bool isPersonOrBodyName(FieldRole role) {
  return role == FieldRole::kSubjectName || role == FieldRole::kLegalRepresentative ||
         role == FieldRole::kAuthorityName || role == FieldRole::kSourceName;
}

std::optional<IdentifierKind> identifierOf(const FieldDef& def, SubjectKind subject) {
  if (!def.identifier.empty()) return identifierKindFromName(def.identifier);
  if (def.role != FieldRole::kSubjectCode) return std::nullopt;
  return subject == SubjectKind::kNaturalPerson ? IdentifierKind::kCitizenId : IdentifierKind::kUnifiedCreditCode;
}

FieldCheck checkOf(FieldType type) {
  switch (type) {
    case FieldType::kText:
      return FieldCheck::kText;
    case FieldType::kCode:
      return FieldCheck::kCode;
    case FieldType::kDate:
      return FieldCheck::kDate;
    case FieldType::kDecimal:
      return FieldCheck::kDecimal;
    case FieldType::kInteger:
      return FieldCheck::kInteger;
  }
  return FieldCheck::kText;
}

FieldCheck checkOf(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::kUnifiedCreditCode:
      return FieldCheck::kUsc;
    case IdentifierKind::kCitizenId:
      return FieldCheck::kCitizenId;
    case IdentifierKind::kOrganisationCode:
      return FieldCheck::kOrgCode;
    case IdentifierKind::kRegistrationNumber:
      return FieldCheck::kRegNo;
    default:
      return FieldCheck::kIdentifier;
  }
}

}  // namespace

RowProgram::RowProgram(const CatalogueEntry& source, const std::vector<Enumeration>& enumerations,
                       RowContext rowContext)
    : entry(source), context(std::move(rowContext)) {
  identifierOptions.regions = context.regions;
  identifierOptions.today = context.today;
  if (context.regions != nullptr) {
    constexpr std::size_t kSixDigitCodes = 1'000'000;
    regionMemo_ = std::make_unique<std::atomic<unsigned char>[]>(kSixDigitCodes);
  }
  for (const auto& enumeration : enumerations) {
    const bool used = std::any_of(entry.fieldSet.fields.begin(), entry.fieldSet.fields.end(),
                                  [&](const FieldDef& f) { return f.enumeration == enumeration.id; });
    if (used) enumerationIndexes.push_back(std::make_unique<EnumIndex>(enumeration));
  }
  for (const auto& def : entry.fieldSet.fields) compileField(def);
  subjectClass = entry.indexOfRole(FieldRole::kSubjectClass);
  unifiedCode = entry.indexOfRole(FieldRole::kUnifiedCode);
  subjectCode = entry.indexOfRole(FieldRole::kSubjectCode);
  decisionDate = entry.indexOfRole(FieldRole::kDecisionDate);
  sourceName = entry.indexOfRole(FieldRole::kSourceName);
  sourceCode = entry.indexOfRole(FieldRole::kSourceCode);
  licence = entry.indexOfRole(FieldRole::kMedicalLicenceNo);
  practice = entry.indexOfRole(FieldRole::kPracticeCode);
  qualification = entry.indexOfRole(FieldRole::kQualificationCode);
  citizenId = entry.indexOfRole(FieldRole::kCitizenId);
  for (const auto& def : entry.fieldSet.rules) compileRule(def);
}

void RowProgram::compileField(const FieldDef& def) {
  FieldProgram program;
  program.def = &def;
  program.role = def.role;
  program.maxLength = static_cast<std::size_t>(std::max(0, def.maxLength));
  program.check = checkOf(def.type);
  program.flagsSigns = isPersonOrBodyName(def.role);
  program.placeholderAllowed = def.role == FieldRole::kUnifiedCode || def.role == FieldRole::kSubjectCode;
  for (const auto& index : enumerationIndexes) {
    if (index->source().id == def.enumeration) program.enumeration = index.get();
  }
  if (program.enumeration != nullptr) {
    program.check = def.multiValue ? FieldCheck::kEnumList : FieldCheck::kEnum;
  } else if (const auto kind = identifierOf(def, entry.subject)) {
    program.identifier = *kind;
    program.check = checkOf(*kind);
  }
  fields.push_back(program);
  for (std::size_t c = 0; c < kSubjectClasses; ++c) {
    presence[c].push_back(static_cast<unsigned char>(def.presence[c]));
  }
}

void RowProgram::compileRule(const RuleDef& def) {
  RuleProgram program;
  program.kind = def.kind;
  program.def = &def;
  program.a = entry.indexOfField(def.fieldA);
  program.b = entry.indexOfField(def.fieldB);
  if (const auto date = base::CivilDate::parseIso(def.text)) program.earliest = *date;
  if (const auto amount = base::Decimal6::parse(def.text)) program.threshold = *amount;
  if (def.kind == RuleKind::kOneIdentityKey) {
    for (const auto& id : def.values) {
      if (const int index = entry.indexOfField(id); index >= 0) program.fields.push_back(index);
    }
  } else if (program.b >= 0) {
    const auto* index = fields[static_cast<std::size_t>(program.b)].enumeration;
    program.byPosition = index != nullptr && index->small() && !def.values.empty();
    for (const auto& value : def.values) {
      const int position = index != nullptr ? index->find(value) : -1;
      if (position < 0) {
        program.byPosition = false;
      } else if (program.byPosition) {
        program.wanted |= 1ULL << static_cast<unsigned>(position);
      }
    }
  }
  rules.push_back(std::move(program));
}

bool RowProgram::regionKnown(std::string_view sixDigits) const {
  if (context.regions == nullptr) return true;
  enum : unsigned char { kNotAsked, kKnown, kUnknown };
  std::size_t index = 0;
  for (const char c : sixDigits) index = index * 10 + static_cast<std::size_t>(c - '0');
  auto& memo = regionMemo_[index];
  unsigned char state = memo.load(std::memory_order_relaxed);
  if (state == kNotAsked) {
    state = context.regions->known(sixDigits) || sixDigits == "100000" ? kKnown : kUnknown;
    memo.store(state, std::memory_order_relaxed);
  }
  return state == kKnown;
}

}  // namespace medcredit::domain
