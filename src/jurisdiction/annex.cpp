// The annex as text and the gaps an administrator must close.
#include "jurisdiction/jurisdiction.h"

namespace medcredit::jurisdiction {

namespace {

std::string text(const Jurisdiction& law, const std::string& id) {
  const auto found = law.texts.find(id);
  return found == law.texts.end() ? std::string() : found->second;
}

/// 字段项: the names joined by ；, or the sentence that refers to the outside standard.
std::string fieldsLine(const domain::CatalogueEntry& entry) {
  if (!entry.fieldsText.empty()) return entry.fieldsText;
  std::string out;
  for (const auto& field : entry.fieldSet.fields) out += field.name + "；";
  return out;
}

std::string officesLine(const domain::CatalogueEntry& entry) {
  if (!entry.officesText.empty()) return entry.officesText;
  std::string out;
  for (const auto& office : entry.offices) out += (out.empty() ? "" : "、") + office;
  return out;
}

}  // namespace

std::string renderAnnex(const Jurisdiction& jurisdiction) {
  const std::string title = text(jurisdiction, "annex.title");
  std::string out = "附件：" + title + "\n附  件\n" + title + "\n";
  for (const auto& entry : jurisdiction.catalogue) {
    const std::string subject(domain::subjectKindLabel(entry.subject));
    out += "\n" + entry.name + "（" + subject + "）\n";
    const auto row = [&out](std::string_view label, std::string_view value) {
      out += "\n\t";
      out += label;
      out += "\n\t";
      out += value;
      out += "\n";
    };
    row("资源目录名称", entry.name);
    row("信息主体类型", subject);
    row("信息覆盖范围", entry.coverage);
    row("更新周期", entry.updateCycle);
    row("信息性质类型", domain::natureLabel(entry.nature));
    row("共享属性", domain::sharingLabel(entry.sharing));
    row("是否社会公开", entry.isPublic ? "是" : "否");
    row("字段项", fieldsLine(entry));
    row("责任科室", officesLine(entry));
    out += "\n";
  }
  return out;
}

base::Status readyForCollection(const domain::CatalogueEntry& entry) {
  if (!entry.fieldSet.fields.empty()) return {};
  return base::fail("PROF-0055", {{"entry", entry.code}, {"standard", entry.fieldsText}});
}

std::vector<Gap> findGaps(const Jurisdiction& jurisdiction) {
  std::vector<Gap> out;
  for (const auto& entry : jurisdiction.catalogue) {
    if (entry.basis.empty()) out.push_back({"basis", entry.code, "没有依据文件"});
    if (entry.officesOpenEnded) out.push_back({"offices", entry.code, "责任科室未列全：" + entry.officesText});
    if (!readyForCollection(entry).ok()) out.push_back({"fields", entry.code, "字段项未载入：" + entry.fieldsText});
  }
  for (const auto& doc : jurisdiction.basis) {
    if (doc.state == "正文未提供") out.push_back({"document", doc.id, "正文未提供：" + doc.title});
  }
  return out;
}

}  // namespace medcredit::jurisdiction
