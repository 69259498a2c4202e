#include "domain/row_validator.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "domain/identifier_checks.h"
#include "domain/row_judge.h"

namespace medcredit::domain {

// ---- arena ---------------------------------------------------------------------------------------------------------

std::string_view ValueArena::keep(std::string_view text) {
  constexpr std::size_t kBlockSize = 4096;
  if (text.empty()) return {};
  while (block_ < blocks_.size() && blocks_[block_].size - used_ < text.size()) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const std::size_t size = std::max(kBlockSize, text.size());
    blocks_.push_back({std::make_unique<char[]>(size), size});
    used_ = 0;
  }
  char* target = blocks_[block_].bytes.get() + used_;
  std::memcpy(target, text.data(), text.size());
  used_ += text.size();
  return {target, text.size()};
}

void ValueArena::clear() {
  block_ = 0;
  used_ = 0;
}

// ---- fast path -----------------------------------------------------------------------------------------------------

namespace {

constexpr std::string_view kListSeparator = "；";

constexpr int twoDigits(const char* p) { return (p[0] - '0') * 10 + (p[1] - '0'); }

/// True when all eight characters of a date of ten are digits.
bool dateDigits(const char* p) {
  unsigned bad = 0;
  for (const int i : {0, 1, 2, 3, 5, 6, 8, 9}) bad |= static_cast<unsigned char>(p[i] - '0') > 9 ? 1U : 0U;
  return bad == 0;
}

/// Number text in the one form that Decimal6::str() would give.
bool isCanonicalDecimal(std::string_view text) {
  if (text.front() == '-' || text.front() == '+') return false;
  if (text.size() > 1 && text[0] == '0' && text[1] != '.') return false;
  return text.find('.') == std::string_view::npos || text.back() != '0';
}

}  // namespace

bool RowJudge::acceptDate(std::size_t i, std::string_view text) {
  if (text.size() != 10) return false;
  const char separator = text[4];
  if ((separator != '-' && separator != '/') || text[7] != separator || !dateDigits(text.data())) return false;
  const auto date = base::CivilDate::fromYmd(twoDigits(text.data()) * 100 + twoDigits(text.data() + 2),
                                             twoDigits(text.data() + 5), twoDigits(text.data() + 8));
  if (!date) return false;
  if (separator == '/') {
    char canonical[10];
    std::memcpy(canonical, text.data(), sizeof canonical);
    canonical[4] = canonical[7] = '-';
    text = out_.arena.keep({canonical, sizeof canonical});
  }
  store(i, text, date->days());
  return true;
}

bool RowJudge::acceptDecimal(const FieldProgram& program, std::size_t i, std::string_view text) {
  const auto amount = base::Decimal6::parse(text);
  if (!amount || amount->micro < 0) return false;
  const std::size_t wholeDigits = std::min(text.find('.'), text.size());
  if (program.maxLength != 0 && wholeDigits > program.maxLength) return false;
  store(i, isCanonicalDecimal(text) ? text : out_.arena.keep(amount->str()), amount->micro);
  return true;
}

bool RowJudge::acceptEnumList(const FieldProgram& program, std::size_t i, std::string_view text) {
  if (!program.enumeration->small()) return false;
  std::uint64_t positions = 0;
  std::size_t start = 0;
  for (;;) {
    const std::size_t end = std::min(text.find(kListSeparator, start), text.size());
    const int position = program.enumeration->find(text.substr(start, end - start));
    if (position < 0) return false;
    positions |= 1ULL << static_cast<unsigned>(position);
    if (end == text.size()) break;
    start = end + kListSeparator.size();
  }
  store(i, text, static_cast<std::int64_t>(positions));
  return true;
}

bool RowJudge::acceptUsc(const FieldProgram& program, std::size_t i, std::string_view text) {
  if (isCleanUnifiedCreditCode(text)) {
    if (!program_.regionKnown(text.substr(2, 6))) return false;
    store(i, text);
    return true;
  }
  // "None yet": whether the subject may use it is decided when its class is known.
  if (!program.placeholderAllowed || text != kPlaceholderCode) return false;
  store(i, text);
  return true;
}

bool RowJudge::acceptClean(const FieldProgram& program, std::size_t i, std::string_view text) {
  switch (program.check) {
    case FieldCheck::kText:
    case FieldCheck::kCode: {
      const char first = text.front();
      if (first == '=' || first == '@' || first == '+' || first == '-' || first == '\xEF') return false;
      if (!base::isPlainText(text)) return false;
      // Full-width characters, and "4.1E+17": a long code that a spreadsheet has rounded.
      if (program.check == FieldCheck::kCode && (!base::isAscii(text) || text.find('+') != std::string_view::npos)) {
        return false;
      }
      if (program.maxLength != 0 && text.size() > program.maxLength && base::codePoints(text) > program.maxLength) {
        return false;
      }
      store(i, text);
      return true;
    }
    case FieldCheck::kDate:
      return acceptDate(i, text);
    case FieldCheck::kDecimal:
      return acceptDecimal(program, i, text);
    case FieldCheck::kInteger:
      if (!checks::allDigits(text) || (program.maxLength != 0 && text.size() > program.maxLength)) return false;
      store(i, text);
      return true;
    case FieldCheck::kEnum: {
      const int position = program.enumeration->find(text);
      if (position < 0) return false;
      store(i, text,
            program.enumeration->small() ? static_cast<std::int64_t>(1ULL << static_cast<unsigned>(position)) : 0);
      return true;
    }
    case FieldCheck::kEnumList:
      return acceptEnumList(program, i, text);
    case FieldCheck::kUsc:
      return acceptUsc(program, i, text);
    case FieldCheck::kCitizenId:
      if (!isCleanCitizenId(text, program_.context.today) || !program_.regionKnown(text.substr(0, 6))) return false;
      store(i, text);
      return true;
    case FieldCheck::kOrgCode:
      if (!isCleanOrganisationCode(text)) return false;
      store(i, text);
      return true;
    case FieldCheck::kRegNo:
      if (!isCleanRegistrationNumber(text) || !program_.regionKnown(text.substr(0, 6))) return false;
      store(i, text);
      return true;
    case FieldCheck::kIdentifier:
      return false;
  }
  return false;
}

void RowJudge::judgeCell(std::size_t i) {
  const FieldProgram& program = field(i);
  if (i < cells_.size() && !cells_[i].text.empty()) {
    const base::CellView& cell = cells_[i];
    if (cell.kind > base::CellKind::kNumber && !acceptKind(i, cell)) return;
    if (!acceptClean(program, i, cell.text)) judgeUnclean(i, cell.text);
    if (out_.typed[i].present || out_.typed[i].flagged) return;
  }
  // The supplying unit stands in for an empty 数据来源单位.
  const int index = static_cast<int>(i);
  if (index == program_.sourceName && !program_.context.supplyingUnitName.empty()) {
    store(i, program_.context.supplyingUnitName);
  } else if (index == program_.sourceCode && !program_.context.supplyingUnitCode.empty()) {
    store(i, program_.context.supplyingUnitCode);
  }
}

// ---- class and presence --------------------------------------------------------------------------------------------

void RowJudge::findSubjectClass() {
  if (program_.subjectClass >= 0 && typed(program_.subjectClass).present) {
    out_.subjectClass = subjectClassFromLabel(value(program_.subjectClass));
    return;
  }
  if (program_.subjectClass >= 0 && typed(program_.subjectClass).flagged) return;  // told already; nothing is guessed
  if (program_.entry.subject == SubjectKind::kNaturalPerson) {
    out_.subjectClass = SubjectClass::kNaturalPerson;
    return;
  }
  const int code = program_.unifiedCode >= 0 ? program_.unifiedCode : program_.subjectCode;
  const std::string_view text = code >= 0 ? value(code) : std::string_view();
  const bool soleTrader = text.starts_with("92") || text == kPlaceholderCode;
  out_.subjectClass = soleTrader ? SubjectClass::kSoleTrader : SubjectClass::kOrganisation;
}

void RowJudge::checkPresence() {
  const std::size_t count = program_.fields.size();
  if (out_.subjectClass) {
    const auto& wanted = program_.presence[static_cast<std::size_t>(*out_.subjectClass)];
    for (std::size_t i = 0; i < count; ++i) {
      const auto presence = static_cast<Presence>(wanted[i]);
      const TypedValue& state = out_.typed[i];
      const bool offends =
          (presence == Presence::kRequired && !state.present) || (presence == Presence::kBlank && state.present);
      if (offends && !state.flagged) reportPresence(i, presence);
    }
    return;
  }
  // The class is unknown: only what every class must fill is asked for.
  for (std::size_t i = 0; i < count; ++i) {
    const bool always = std::all_of(std::begin(program_.presence), std::end(program_.presence), [&](const auto& list) {
      return static_cast<Presence>(list[i]) == Presence::kRequired;
    });
    if (always && !out_.typed[i].present && !out_.typed[i].flagged) reportPresence(i, Presence::kRequired);
  }
}

void RowJudge::reportPresence(std::size_t i, Presence wanted) {
  const std::string cls(out_.subjectClass ? subjectClassLabel(*out_.subjectClass) : "各类主体");
  reject(i, wanted == Presence::kRequired ? "COLL-0101" : "COLL-0102", {{"class", cls}}).basis = field(i).def->source;
}

void RowJudge::run() {
  const std::size_t count = program_.fields.size();
  out_.values.resize(count);
  out_.typed.resize(count);
  std::fill(out_.values.begin(), out_.values.end(), std::string_view());
  std::fill(out_.typed.begin(), out_.typed.end(), TypedValue{});
  out_.subjectClass.reset();
  out_.decidedOn.reset();
  out_.hasError = false;
  out_.findings.clear();
  out_.normalised.clear();
  out_.arena.clear();
  for (std::size_t i = 0; i < count; ++i) judgeCell(i);
  findSubjectClass();
  checkPresence();
  applyRules();
  if (program_.decisionDate >= 0 && typed(program_.decisionDate).present) {
    out_.decidedOn = base::CivilDate(static_cast<std::int32_t>(typed(program_.decisionDate).number));
  }
}

// ---- findings ------------------------------------------------------------------------------------------------------

Finding& RowJudge::report(std::size_t i, std::string_view code, Severity severity, std::vector<base::ErrorArg> args) {
  constexpr std::size_t kShownCharacters = 200;
  Finding finding;
  finding.code = std::string(code);
  finding.severity = severity;
  finding.column = static_cast<int>(i);
  finding.field = field(i).def->id();
  std::string_view sent = i < cells_.size() ? cells_[i].text : std::string_view();
  if (sent.size() > kShownCharacters) {
    std::size_t bytes = 0;
    for (std::size_t n = 0; n < kShownCharacters && bytes < sent.size(); ++n) {
      do {
        ++bytes;
      } while (bytes < sent.size() && (static_cast<unsigned char>(sent[bytes]) & 0xC0U) == 0x80U);
    }
    sent = sent.substr(0, bytes);
  }
  finding.value = std::string(sent);
  finding.args = std::move(args);
  finding.args.push_back({"name", field(i).def->name});
  if (severity == Severity::kError) out_.hasError = true;
  out_.findings.push_back(std::move(finding));
  return out_.findings.back();
}

Finding& RowJudge::reject(std::size_t i, std::string_view code, std::vector<base::ErrorArg> args) {
  out_.typed[i].flagged = true;
  return report(i, code, Severity::kError, std::move(args));
}

// ---- RowValidator --------------------------------------------------------------------------------------------------

struct RowValidator::Impl {
  Impl(const CatalogueEntry& entry, const std::vector<Enumeration>& enumerations, RowContext context)
      : program(entry, enumerations, std::move(context)) {}
  RowProgram program;
};

RowValidator::RowValidator(const CatalogueEntry& entry, const std::vector<Enumeration>& enumerations,
                           RowContext context)
    : impl_(std::make_unique<Impl>(entry, enumerations, std::move(context))) {}
RowValidator::~RowValidator() = default;
RowValidator::RowValidator(RowValidator&&) noexcept = default;

void RowValidator::judge(std::span<const base::CellView> cells, JudgedRow& out) const {
  RowJudge(impl_->program, cells, out).run();
}

}  // namespace medcredit::domain
