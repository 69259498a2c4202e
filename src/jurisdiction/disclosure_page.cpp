// The disclosure policy as a page a citizen or an inspector can read.
#include "jurisdiction/disclosure_page.h"

#include <algorithm>

namespace medcredit::jurisdiction {

namespace {

using namespace domain;

/// "甲、乙"; `all` for an empty set.
template <class Set, class Label>
std::string listed(const Set& set, std::string_view all, Label label, std::string_view between = "、") {
  if (set.empty()) return std::string(all);
  std::string out;
  for (const auto& item : set) out += (out.empty() ? std::string() : std::string(between)) + std::string(label(item));
  return out;
}

std::string cell(std::string text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

/// Source without the inner mark of defaults.
std::string sourceText(const std::string& source) {
  constexpr std::string_view kMark = "default: ";
  return cell(source.starts_with(kMark) ? source.substr(kMark.size()) : source);
}

/// What of the conditions is not "any", in words.
std::string conditions(const DisclosureRow& row) {
  std::vector<std::string> parts;
  const auto add = [&](bool any, const char* name, const std::string& text) {
    if (!any) parts.push_back(std::string(name) + "：" + text);
  };
  add(row.classes.empty(), "信息类别", listed(row.classes, "", infoClassLabel));
  add(row.states.empty(), "状态", listed(row.states, "", disclosureStateLabel));
  add(row.sensitivities.empty(), "字段", listed(row.sensitivities, "", sensitivityLabel));
  add(row.subjects.empty(), "主体", listed(row.subjects, "", subjectKindLabel));
  add(row.sharings.empty(), "共享属性", listed(row.sharings, "", sharingLabel));
  if (row.internalOnly) parts.push_back(*row.internalOnly ? "仅限内部的信息" : "不属于仅限内部的信息");
  if (parts.empty()) return "不限";
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : "；") + part;
  return out;
}

void addRows(const Jurisdiction& law, std::string& out) {
  out += "| 序 | 规则 | 对象 | 条件 | 用途 | 结果 | 依据 |\n|---:|---|---|---|---|---|---|\n";
  int number = 0;
  for (const auto& row : law.disclosure.rows) {
    const auto purposes = listed(
        row.purposes, "不限",
        [&law](const std::string& id) {
          const auto* purpose = law.disclosure.purpose(id);
          return purpose != nullptr ? purpose->label : id;
        },
        "；");
    out += "| " + std::to_string(++number) + " | " + cell(row.title) + " | " +
           listed(row.audiences, "任何人", audienceLabel) + " | " + conditions(row) + " | " + cell(purposes) + " | " +
           std::string(verdictLabel(row.verdict)) + " | " + sourceText(row.source) + " |\n";
  }
}

void addPurposes(const Jurisdiction& law, std::string& out) {
  out += "| 标识 | 用途 | 可以申报的对象 | 主体看到查询的时间 | 依据 |\n|---|---|---|---|---|\n";
  for (const auto& purpose : law.disclosure.purposes) {
    const auto delay = purpose.logDelayDays == 0 ? std::string("立即") : std::to_string(purpose.logDelayDays) + " 天后";
    out += "| `" + purpose.id + "` | " + cell(purpose.label) + " | " + listed(purpose.audiences, "", audienceLabel) +
           " | " + delay + " | " + sourceText(purpose.source) + " |\n";
  }
}

void addResults(const Jurisdiction& law, std::string& out) {
  const auto value = law.value("grade.result.publicity");
  const auto line = [&](SubjectKind kind, const char* who) {
    const auto result = resultDisclosure(value, kind);
    out += "| " + std::string(who) + " | " + std::string(resultPublicityLabel(result.grade)) +
           (result.form.empty() ? "" : "（" + result.form + "）") + " | " +
           std::string(resultPublicityLabel(result.detail)) + " |\n";
  };
  out += "| 主体 | 评价结果 | 明细 |\n|---|---|---|\n";
  line(SubjectKind::kOrganisation, "法人和非法人组织");
  line(SubjectKind::kNaturalPerson, "自然人");
}

/// True when the law decides something differently, or on another basis, than its parent's page says.
bool sameAs(const DisclosurePolicy& a, const DisclosurePolicy& b) { return a.version == b.version; }

}  // namespace

std::string renderDisclosurePage(const std::vector<std::shared_ptr<const Jurisdiction>>& laws) {
  std::string out =
      "# 披露规则\n\n"
      "本页由 `jurisdictions/*/disclosure_policy.yaml`、`purposes.yaml` 生成（`./dev "
      "docs`），与程序所用的是同一份数据。\n\n"
      "- 每次查询逐条对照，第一条相符的规则决定结果；没有相符的规则时不提供。\n"
      "- “不显示”和“不提供”在答复中与信息不存在没有区别。“遮蔽”只保留首尾几个字符。\n"
      "- 敏感字段：证件号码、地址、电话，以及自然人的姓名；正文中出现的证件号码和电话号码同样处理。\n"
      "- 自然人信息永不向社会公开；参考信息、仅限内部的信息、已转档或撤回的信息不对外提供；信用服务机构只取得评价结果。"
      "违反这些底线的规则不予载入。\n";
  std::vector<const Jurisdiction*> shown;
  for (const auto& law : laws) {
    out += "\n## " + law->title + "（`" + law->id + "`）\n\n";
    const auto same = std::find_if(shown.begin(), shown.end(), [&](const Jurisdiction* other) {
      return sameAs(other->disclosure, law->disclosure);
    });
    if (same != shown.end()) {
      out += "规则和用途与“" + (*same)->title + "”相同。\n";
    } else {
      addRows(*law, out);
      out += "\n### 查询用途\n\n";
      addPurposes(*law, out);
      shown.push_back(law.get());
    }
    out += "\n### 评价结果的公开属性\n\n";
    addResults(*law, out);
  }
  return out;
}

}  // namespace medcredit::jurisdiction
