#include "domain/publicity.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/text.h"
#include "domain/identifier.h"
#include "domain/terms.h"

namespace medcredit::domain {

namespace {

PublicityDecision notPublic(std::string reason) { return {PublicityState::kNotPublic, std::move(reason)}; }

/// The first character of a Chinese word as a number.
constexpr std::uint32_t leadOf(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  return byte(0) << 16U | byte(1) << 8U | byte(2);
}

/// False when no character of the text begins one of the words: a quick look, asked for every field of every record.
bool mayContain(std::string_view text, std::span<const std::string_view> words) {
  for (std::size_t at = 0; at + 3 <= text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0xE0U) {
      ++at;
      continue;
    }
    const auto lead = leadOf(text.substr(at));
    if (std::any_of(words.begin(), words.end(), [lead](auto word) { return leadOf(word) == lead; })) return true;
    at += 3;
  }
  return false;
}

bool containsAny(std::string_view text, std::span<const std::string_view> words) {
  if (!mayContain(text, words)) return false;
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// Words that mark a place or a telephone in any field set; a second net under FieldDef::sensitivity.
constexpr std::array<std::string_view, 5> kAddressWords{"地址", "住址", "住所", "居住地", "经营场所"};
constexpr std::array<std::string_view, 5> kPhoneWords{"电话", "手机", "联系方式", "传真", "邮箱"};

bool isAddress(const FieldDef& field) { return containsAny(field.name, kAddressWords); }
bool isPhone(const FieldDef& field) { return containsAny(field.name, kPhoneWords); }

bool isIdentityNumber(const FieldDef& field) {
  switch (field.role) {
    case FieldRole::kLegalRepDocType:
    case FieldRole::kLegalRepDocNo:
    case FieldRole::kDocType:
    case FieldRole::kDocNo:
    case FieldRole::kCitizenId:
      return true;
    default:
      return field.identifier == identifierKindName(IdentifierKind::kCitizenId) ||
             field.identifier == identifierKindName(IdentifierKind::kPassport);
  }
}

/// First `keep` characters, the rest as ****; the length of an address is not told.
std::string maskTail(std::string_view value, std::size_t keep) {
  std::size_t at = 0;
  while (at < value.size() && keep > 0) {
    ++at;
    while (at < value.size() && (static_cast<unsigned char>(value[at]) & 0xC0U) == 0x80U) ++at;
    --keep;
  }
  return std::string(value.substr(0, at)) + "****";
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Length of a personal number at the head of a run of digits, 0 when it is none. `run` holds the digits and what
/// follows them.
std::size_t personalNumberLength(std::string_view run, std::size_t digits) {
  if (digits == 18 || (digits == 17 && run.size() > 17 && (run[17] == 'X' || run[17] == 'x'))) {
    const auto birth =
        std::string(run.substr(6, 4)) + "-" + std::string(run.substr(10, 2)) + "-" + std::string(run.substr(12, 2));
    return base::CivilDate::parseIso(birth) ? 18 : 0;
  }
  if (digits == 15) {
    const auto birth = "19" + std::string(run.substr(6, 2)) + "-" + std::string(run.substr(8, 2)) + "-" +
                       std::string(run.substr(10, 2));
    return base::CivilDate::parseIso(birth) ? 15 : 0;
  }
  if (digits == 11 && run[0] == '1' && run[1] >= '3') return 11;
  return 0;
}

/// Length of a landline number "0379-12345678" at the head of `run`, 0 when it is none.
std::size_t landlineLength(std::string_view run, std::size_t digits) {
  if (run[0] != '0' || digits < 3 || digits > 4 || run.size() <= digits || run[digits] != '-') return 0;
  std::size_t at = digits + 1;
  while (at < run.size() && isDigit(run[at])) ++at;
  const auto local = at - digits - 1;
  return local == 7 || local == 8 ? at : 0;
}

}  // namespace

bool publicityTypeIsPublic(std::string_view publicityType) {
  static constexpr std::array<std::string_view, 5> kPublicValues{"社会公开", "公开", "依法公开", "公开公示", "是"};
  return std::find(kPublicValues.begin(), kPublicValues.end(), base::trim(publicityType)) != kPublicValues.end();
}

PublicityDecision decidePublicity(const CatalogueEntry& entry, const PublicityFacts& facts,
                                  const PublicityRules& rules) {
  if (entry.subject == SubjectKind::kNaturalPerson || facts.subjectClass == SubjectClass::kNaturalPerson) {
    return notPublic("自然人信息不向社会公开，仅限授权查询（洛阳目录 行政许可、行政处罚（自然人）条目）");
  }
  if (facts.internalOnly) return notPublic("仅限内部监管和风险参考的信息，单独管理，不公开（海南办法 第九条）");
  if (facts.infoClass == InfoClass::kReference) return notPublic("参考信息不公开（海南办法 第二十一条）");
  if (facts.scope == CreditScope::kMarket) {
    return notPublic("市场信用信息不向社会公开：默认值（依据未规定）");
  }
  const bool entryPublic = rules.entrySwitch.value_or(entry.isPublic);
  if (!entryPublic) {
    const auto how = rules.entrySwitch ? "公示开关为“否”：" + rules.switchReason : "目录“是否社会公开”为“否”";
    return notPublic(how + "，共享属性：" + std::string(sharingLabel(entry.sharing)));
  }
  if (!base::trim(facts.publicityType).empty() && !publicityTypeIsPublic(facts.publicityType)) {
    return notPublic("本条记录的公开类型为“" + std::string(base::trim(facts.publicityType)) +
                     "”，窄于目录条目，从其窄者：默认值（依据未规定）");
  }
  if (facts.severity == "minor" && rules.minorHiddenFrom && facts.decidedOn &&
      *facts.decidedOn >= *rules.minorHiddenFrom) {
    return notPublic("轻微失信信息原则上不公示（" + rules.minorHiddenFrom->iso() + "起作出的决定；依据：" +
                     rules.minorSource + "）");
  }
  return {PublicityState::kPending,
          rules.entrySwitch ? "公示开关为“是”：" + rules.switchReason : "目录“是否社会公开”为“是”"};
}

PublicityDecision decidePublicity(const CatalogueEntry& entry, std::optional<SubjectClass> cls,
                                  std::string_view publicityType, bool internalOnly, CreditScope scope) {
  PublicityFacts facts;
  facts.subjectClass = cls;
  facts.publicityType = publicityType;
  facts.internalOnly = internalOnly;
  facts.scope = scope;
  return decidePublicity(entry, facts, PublicityRules{});
}

std::optional<base::CivilDate> publicityEnd(std::optional<base::CivilDate> recordEnd,
                                            std::optional<base::CivilDate> start, std::string_view longestTerm) {
  std::optional<base::CivilDate> longest;
  const auto term = parseDuration(longestTerm);
  if (start && term && term->kind == Duration::Kind::kSpan) longest = term->after(*start).plusDays(-1);
  if (!recordEnd) return longest;
  return longest ? std::min(*recordEnd, *longest) : *recordEnd;
}

PublicShape publicShape(const FieldDef& field) {
  if (field.sensitivity == Sensitivity::kInternal) return PublicShape::kOmitted;
  if (field.sensitivity == Sensitivity::kMasked || isIdentityNumber(field) || isAddress(field) || isPhone(field)) {
    return PublicShape::kMasked;
  }
  return PublicShape::kShown;
}

std::string publicValue(const FieldDef& field, std::string_view value) {
  if (value.empty()) return {};
  switch (publicShape(field)) {
    case PublicShape::kOmitted:
      return {};
    case PublicShape::kMasked:
      if (isAddress(field)) return maskTail(value, 6);
      return base::isAscii(value) ? maskIdentifier(value) : maskTail(value, 1);
    case PublicShape::kShown:
      break;
  }
  return field.type == FieldType::kText ? maskPersonalNumbers(value) : std::string(value);
}

std::vector<PublicField> publicView(const CatalogueEntry& entry, std::span<const std::string> values) {
  std::vector<PublicField> view;
  const auto& fields = entry.fieldSet.fields;
  view.reserve(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto shape = publicShape(fields[i]);
    if (shape == PublicShape::kOmitted) continue;
    const std::string_view value = i < values.size() ? std::string_view(values[i]) : std::string_view();
    view.push_back({fields[i].id(), fields[i].name, publicValue(fields[i], value), shape});
  }
  return view;
}

std::string maskPersonalNumbers(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && !isDigit(text[end])) ++end;
    out += text.substr(at, end - at);
    at = end;
    if (at == text.size()) break;
    while (end < text.size() && isDigit(text[end])) ++end;
    const auto run = text.substr(at);
    const auto digits = end - at;
    auto length = personalNumberLength(run, digits);
    if (length == 0) length = landlineLength(run, digits);
    if (length == 0) {
      out += text.substr(at, digits);
      at = end;
    } else {
      out += maskIdentifier(run.substr(0, length));
      at += length;
    }
  }
  return out;
}

}  // namespace medcredit::domain
