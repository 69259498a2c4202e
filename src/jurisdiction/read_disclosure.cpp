// purposes.yaml and disclosure_policy.yaml: the lawful purposes and the rows of the disclosure policy
#include <algorithm>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

/// In a row's `purpose`: every purpose that one of its audiences may declare.
constexpr std::string_view kAnyLawful = "lawful";

/// "public、subject、…" for messages.
template <class Enum>
std::string namesOf(int count, std::string_view (*name)(Enum)) {
  std::string out;
  for (int i = 0; i < count; ++i) out += (i == 0 ? "" : "、") + std::string(name(static_cast<Enum>(i)));
  return out;
}

std::string_view sharingName(domain::Sharing s) { return domain::sharingLabel(s); }

/// The names under `key` as enumerators; PROF-0023 for each unknown one, PROF-0024 for one named twice.
template <class Enum>
std::vector<Enum> readSet(MapReader& reader, std::string_view key, int count, std::string_view (*name)(Enum),
                          std::optional<Enum> (*from)(std::string_view), Problems& problems) {
  std::vector<Enum> out;
  for (const auto& text : reader.texts(key)) {
    const auto value = from(text);
    if (!value) {
      reader.badValue(key, text, namesOf<Enum>(count, name));
    } else if (std::find(out.begin(), out.end(), *value) != out.end()) {
      problems.error("PROF-0024", reader.place(key), {{"id", text}});
    } else {
      out.push_back(*value);
    }
  }
  return out;
}

std::vector<domain::Audience> readAudiences(MapReader& reader, Problems& problems) {
  return readSet<domain::Audience>(reader, "audience", domain::kAudiences, domain::audienceName,
                                   domain::audienceFromName, problems);
}

void readPurposes(const Chain& chain, domain::DisclosurePolicy& policy, Problems& problems) {
  for (const auto& item : overlayItems(chain, "purposes.yaml", problems)) {
    MapReader reader(item.node, "查询用途 " + item.id, problems);
    domain::Purpose purpose;
    purpose.id = reader.required("id");
    purpose.label = reader.required("label");
    purpose.audiences = readAudiences(reader, problems);
    if (purpose.audiences.empty()) {
      problems.error("PROF-0021", reader.place("audience"), {{"object", "查询用途 " + item.id}, {"key", "audience"}});
    }
    purpose.logDelayDays = reader.integer("log_delay_days", 0);
    if (purpose.logDelayDays < 0) {
      reader.badValue("log_delay_days", std::to_string(purpose.logDelayDays), "不小于 0");
    }
    purpose.source = reader.source();
    reader.finish();
    policy.purposes.push_back(std::move(purpose));
  }
}

/// True when one of the audiences may declare the purpose; no audiences: somebody may.
bool openToAny(const domain::Purpose& purpose, const std::vector<domain::Audience>& audiences) {
  return audiences.empty() || std::any_of(audiences.begin(), audiences.end(), [&](domain::Audience audience) {
           return std::find(purpose.audiences.begin(), purpose.audiences.end(), audience) != purpose.audiences.end();
         });
}

void readRowPurposes(MapReader& reader, const domain::DisclosurePolicy& policy, domain::DisclosureRow& row,
                     Problems& problems) {
  for (const auto& text : reader.texts("purpose")) {
    if (text == kAnyLawful) {
      for (const auto& purpose : policy.purposes) {
        if (openToAny(purpose, row.audiences)) row.purposes.push_back(purpose.id);
      }
    } else if (const auto* purpose = policy.purpose(text); purpose == nullptr || !openToAny(*purpose, row.audiences)) {
      problems.error("PROF-0072", reader.place("purpose"), {{"row", row.id}, {"id", text}});
    } else {
      row.purposes.push_back(text);
    }
  }
  // "lawful" where no purpose exists must not turn into "any purpose".
  if (reader.has("purpose") && row.purposes.empty() && !problems.hasErrors()) {
    problems.error("PROF-0072", reader.place("purpose"), {{"row", row.id}, {"id", std::string(kAnyLawful)}});
  }
}

/// A row with its place in the file, for faults found later.
struct PlacedRow {
  domain::DisclosureRow row;
  std::string place, before, beforePlace;
};

PlacedRow readRow(const Item& item, const domain::DisclosurePolicy& policy, Problems& problems) {
  using namespace domain;
  MapReader reader(item.node, "披露规则 " + item.id, problems);
  PlacedRow out;
  auto& row = out.row;
  out.place = item.node.place();
  row.id = reader.required("id");
  row.title = reader.required("title");
  row.audiences = readAudiences(reader, problems);
  row.classes = readSet<InfoClass>(reader, "class", 6, infoClassName, infoClassFromName, problems);
  row.states = readSet<DisclosureState>(reader, "state", kDisclosureStates, disclosureStateName,
                                        disclosureStateFromName, problems);
  row.sensitivities = readSet<Sensitivity>(reader, "sensitivity", 3, sensitivityName, sensitivityFromName, problems);
  row.subjects = readSet<SubjectKind>(reader, "subject", 3, subjectKindCode, subjectKindFromCode, problems);
  row.sharings = readSet<Sharing>(reader, "sharing", 3, sharingName, sharingFromLabel, problems);
  readRowPurposes(reader, policy, row, problems);
  if (reader.has("internal_only")) row.internalOnly = reader.flag("internal_only");
  if (!reader.required("verdict").empty()) {
    row.verdict = named(reader, "verdict", verdictFromName, "deny、hide、mask、show", DisclosureVerdict::kDeny);
  }
  out.before = reader.text("before");
  out.beforePlace = reader.place("before");
  row.source = reader.source();
  reader.finish();
  return out;
}

/// Rows in deciding order: `before` puts a row of an overlay in front of an inherited one.
std::vector<PlacedRow> orderRows(std::vector<PlacedRow> rows, Problems& problems) {
  std::vector<PlacedRow> out;
  for (auto& row : rows) {
    auto at = out.end();
    if (!row.before.empty()) {
      at = std::find_if(out.begin(), out.end(), [&](const PlacedRow& other) { return other.row.id == row.before; });
      if (at == out.end()) problems.error("PROF-0073", row.beforePlace, {{"row", row.row.id}, {"id", row.before}});
    }
    out.insert(at, std::move(row));
  }
  return out;
}

/// Why the law forbids what the row does.
std::string_view faultText(domain::PolicyFaultKind kind) {
  using Kind = domain::PolicyFaultKind;
  switch (kind) {
    case Kind::kUnreachable:
      break;
    case Kind::kPersonPublic:
      return "自然人信息不得向社会公开";
    case Kind::kSensitivePublic:
      return "敏感字段和内部字段不得向社会公众明文显示";
    case Kind::kUnpublished:
      return "未公示的信息不得向社会公众显示";
    case Kind::kInternalOutside:
      return "仅限内部监管的信息只能由提供单位查看";
    case Kind::kReferenceOutside:
      return "参考信息不得向社会披露";
    case Kind::kSealedOutside:
      return "已转档、作废或撤回的信息不得对外提供";
    case Kind::kAgencyDetail:
      return "信用服务机构只能取得评价结果，不得取得明细";
  }
  return {};
}

void checkPolicy(const domain::DisclosurePolicy& policy, const std::vector<PlacedRow>& placed, Problems& problems) {
  for (const auto& fault : domain::findPolicyFaults(policy)) {
    const auto& row = placed[fault.row];
    if (fault.kind == domain::PolicyFaultKind::kUnreachable) {
      problems.error("PROF-0070", row.place, {{"row", row.row.id}});
    } else {
      problems.error("PROF-0071", row.place, {{"row", row.row.id}, {"detail", std::string(faultText(fault.kind))}});
    }
  }
}

}  // namespace

void readDisclosurePolicy(const Chain& chain, Jurisdiction& out, Problems& problems) {
  auto& policy = out.disclosure;
  readPurposes(chain, policy, problems);
  std::vector<PlacedRow> rows;
  for (const auto& item : overlayItems(chain, "disclosure_policy.yaml", problems)) {
    rows.push_back(readRow(item, policy, problems));
  }
  const auto placed = orderRows(std::move(rows), problems);
  for (const auto& row : placed) policy.rows.push_back(row.row);
  // A row that could not be read says nothing about the others.
  if (!problems.hasErrors()) checkPolicy(policy, placed, problems);
}

}  // namespace medcredit::jurisdiction
