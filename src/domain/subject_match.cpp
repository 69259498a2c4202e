#include "domain/subject_match.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

namespace medcredit::domain {

namespace {

/// Points of each finding (默认值（依据未规定）): one strong code or one equal name is enough for a proposal; a near
/// name needs a second sign.
constexpr int kSameIdentifier = 100;
constexpr int kSameBody = 90;
constexpr int kSameName = 60;
constexpr int kFormerName = 55;
constexpr int kNearName = 35;
constexpr int kSameRepresentative = 25;
constexpr int kSameRegion = 10;
constexpr int kOtherCode = -40;

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
    out.push_back(text.substr(at, next - at));
    at = next;
  }
  return out;
}

void compareIdentifiers(const MatchSubject& a, const MatchSubject& b, MatchCandidate& out) {
  bool bodyFound = false;
  for (const auto& [kindA, valueA] : a.identifiers) {
    for (const auto& [kindB, valueB] : b.identifiers) {
      const std::string label(identifierKindLabel(kindA));
      if (kindA == kindB && valueA == valueB) {
        out.fields.push_back({label, valueA, valueB, kSameIdentifier, label + "相同"});
        bodyFound = true;
        continue;
      }
      const std::string body = organisationBody(kindA, valueA);
      if (!bodyFound && !body.empty() && body == organisationBody(kindB, valueB)) {
        std::string words = label + "与";
        words.append(identifierKindLabel(kindB)).append("含同一组织机构代码").append(body);
        out.fields.push_back({"组织机构代码", valueA, valueB, kSameBody, std::move(words)});
        bodyFound = true;
      }
    }
  }
  if (bodyFound) return;
  const auto only = [](const MatchSubject& s, IdentifierKind kind) {
    const auto it = std::find_if(s.identifiers.begin(), s.identifiers.end(),
                                 [kind](const auto& identifier) { return identifier.first == kind; });
    return it == s.identifiers.end() ? std::string() : it->second;
  };
  for (const auto kind : {IdentifierKind::kUnifiedCreditCode, IdentifierKind::kCitizenId}) {
    const std::string left = only(a, kind);
    const std::string right = only(b, kind);
    if (left.empty() || right.empty()) continue;
    const std::string label(identifierKindLabel(kind));
    out.fields.push_back({label, left, right, kOtherCode, "双方" + label + "不同"});
  }
}

void compareNames(const MatchSubject& a, const MatchSubject& b, MatchCandidate& out) {
  if (a.nameKeys.empty() || b.nameKeys.empty()) return;
  if (a.nameKeys.front() == b.nameKeys.front()) {
    out.fields.push_back({"名称", a.name, b.name, kSameName, "名称相同"});
    return;
  }
  const auto shared = std::find_first_of(a.nameKeys.begin(), a.nameKeys.end(), b.nameKeys.begin(), b.nameKeys.end());
  if (shared != a.nameKeys.end()) {
    out.fields.push_back({"曾用名", a.name, b.name, kFormerName, "一方现用名或曾用名与另一方相同"});
    return;
  }
  // One different character in a person's name is another person.
  if (a.kind == SubjectKind::kNaturalPerson) return;
  const auto length = characters(a.nameKeys.front()).size();
  const int limit = length >= 8 ? 2 : 1;
  const int distance = editDistance(a.nameKeys.front(), b.nameKeys.front(), limit);
  if (distance <= limit && length >= 4) {
    out.fields.push_back({"名称", a.name, b.name, kNearName, "名称仅相差" + std::to_string(distance) + "个字"});
  }
}

void compareSurroundings(const MatchSubject& a, const MatchSubject& b, MatchCandidate& out) {
  const auto shared = std::find_first_of(a.legalRepresentatives.begin(), a.legalRepresentatives.end(),
                                         b.legalRepresentatives.begin(), b.legalRepresentatives.end());
  if (shared != a.legalRepresentatives.end()) {
    out.fields.push_back({"法定代表人", *shared, *shared, kSameRepresentative, "法定代表人同名"});
  }
  if (!a.region.empty() && a.region == b.region) {
    out.fields.push_back({"所在地", a.region, b.region, kSameRegion, "所在地区划相同"});
  }
}

}  // namespace

std::optional<MatchCandidate> compareSubjects(const MatchSubject& a, const MatchSubject& b) {
  if (a.kind != b.kind || a.id == b.id) return std::nullopt;
  MatchCandidate out;
  out.left = a.id;
  out.right = b.id;
  compareIdentifiers(a, b, out);
  compareNames(a, b, out);
  compareSurroundings(a, b, out);
  out.score = std::accumulate(out.fields.begin(), out.fields.end(), 0,
                              [](int sum, const MatchField& field) { return sum + field.points; });
  if (out.score < kMatchThreshold) return std::nullopt;
  for (const MatchField& field : out.fields) {
    if (!out.explanation.empty()) out.explanation += "；";
    out.explanation += field.words + "（" + (field.points > 0 ? "+" : "") + std::to_string(field.points) + "）";
  }
  out.explanation +=
      "；合计" + std::to_string(out.score) + "分，达到" + std::to_string(kMatchThreshold) + "分，建议人工核对";
  return out;
}

std::string organisationBody(IdentifierKind kind, std::string_view value) {
  std::string body;
  switch (kind) {
    case IdentifierKind::kUnifiedCreditCode:
      if (value.size() == 18) body = value.substr(8, 9);
      break;
    case IdentifierKind::kOrganisationCode:
      std::copy_if(value.begin(), value.end(), std::back_inserter(body), [](char c) { return c != '-'; });
      break;
    case IdentifierKind::kMedicalLicence:
      if (value.size() == 22) body = value.substr(0, 9);
      break;
    case IdentifierKind::kTaxNumber:
      if (value.size() == 15) body = value.substr(6, 9);
      if (value.size() == 18) body = value.substr(8, 9);
      break;
    default:
      break;
  }
  return body.size() == 9 ? body : std::string();
}

std::vector<std::string> blockingKeys(const MatchSubject& subject) {
  std::vector<std::string> keys;
  const std::string kind(subjectKindCode(subject.kind));
  for (const auto& name : subject.nameKeys) keys.push_back(kind + "=" + name);
  for (const auto& [identKind, value] : subject.identifiers) {
    keys.push_back(std::string(identifierKindName(identKind)) + ":" + value);
    if (auto body = organisationBody(identKind, value); !body.empty()) keys.push_back("body:" + body);
  }
  if (subject.kind != SubjectKind::kNaturalPerson && !subject.nameKeys.empty()) {
    // Two names one edit apart share at least one form with one character left out.
    const std::string& name = subject.nameKeys.front();
    const auto letters = characters(name);
    keys.push_back("~" + name);
    std::size_t at = 0;
    for (const auto letter : letters) {
      keys.push_back(std::string("~").append(name, 0, at).append(name, at + letter.size()));
      at += letter.size();
    }
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

int editDistance(std::string_view a, std::string_view b, int limit) {
  const auto left = characters(a);
  const auto right = characters(b);
  const auto gap = static_cast<long>(left.size()) - static_cast<long>(right.size());
  if (std::abs(gap) > limit) return limit + 1;
  std::vector<int> row(right.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < left.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i) + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const int replaced = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, replaced});
    }
  }
  return std::min(row.back(), limit + 1);
}

}  // namespace medcredit::domain
