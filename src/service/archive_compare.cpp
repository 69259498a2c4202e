// Two views of one archive side by side, in words.
#include <algorithm>
#include <map>
#include <set>

#include "domain/identifier.h"
#include "domain/subject.h"
#include "service/archive.h"

namespace medcredit::service {

namespace {

std::string quoted(const std::string& text) { return "“" + text + "”"; }

/// Collects differences; rows of both sides are matched by a key, and told by their words.
class Comparer {
 public:
  Comparer(const Context& context, ArchiveComparison& out) : context_(context), out_(out) {}

  void run() {
    compareHead();
    compareLists();
    compareRecords();
  }

 private:
  void add(std::string change, std::string part, std::string object, std::string words) {
    out_.differences.push_back({std::move(change), std::move(part), std::move(object), std::move(words)});
  }
  /// `wordsOf` gives what a row says; rows that say the same on both sides are no difference.
  template <class Rows, class Words>
  void compare(const std::string& part, const std::string& label, const Rows& before, const Rows& after,
               Words wordsOf) {
    std::set<std::string> was;
    std::set<std::string> is;
    for (const auto& row : before) was.insert(wordsOf(row));
    for (const auto& row : after) is.insert(wordsOf(row));
    for (const auto& words : was) {
      if (is.count(words) == 0) add("removed", part, "", "不再有" + label + "：" + words);
    }
    for (const auto& words : is) {
      if (was.count(words) == 0) add("added", part, "", "新增" + label + "：" + words);
    }
  }
  void compareHead();
  void compareLists();
  void compareRecords();
  void compareRecord(const RecordView& before, const RecordView& after);
  void compareFields(const RecordView& before, const RecordView& after);
  void compareClocks(const RecordView& before, const RecordView& after);

  const Context& context_;
  ArchiveComparison& out_;
};

void Comparer::compareHead() {
  const auto was = std::string(domain::subjectStateLabel(out_.before.life.state));
  const auto is = std::string(domain::subjectStateLabel(out_.after.life.state));
  if (was != is)
    add("changed", "state", "", "状态由" + quoted(was) + "变为" + quoted(is) + "，自 " + out_.after.life.since);
}

void Comparer::compareLists() {
  const auto& before = out_.before;
  const auto& after = out_.after;
  const auto value = [](const store::DatedText& row) { return quoted(row.text); };
  compare("name", "名称", before.names, after.names, value);
  compare("identifier", "证照号码", before.identifiers, after.identifiers, [](const store::DatedText& row) {
    const auto kind = domain::identifierKindFromName(row.kind);
    return std::string(kind ? domain::identifierKindLabel(*kind) : std::string_view(row.kind)) + " " + row.text;
  });
  compare("category", "管理相对人类别", before.categories, after.categories, [this](const std::string& id) {
    for (const auto& category : context_.law.categories) {
      if (category.id == id) return category.label;
    }
    return id;
  });
  compare("authority", "发证单位", before.authorities, after.authorities,
          [](const store::AuthorityRow& row) { return row.unitName + "（" + row.region + "）"; });
  compare("role", "任职", before.roles, after.roles, [this](const store::RoleRow& row) {
    return row.orgName + " " + labelFor(context_, "subject-roles", row.role) + " " + row.personName;
  });
  compare("item", "基础信息", before.items, after.items, [](const ArchiveItem& item) {
    return item.groupLabel + " " + item.itemLabel + " " + quoted(item.row.value);
  });
  compare("event", "主体事件", before.events, after.events, [](const store::EventRow& row) {
    const auto event = domain::subjectEventFromText(row.event);
    return std::string(event ? domain::subjectEventLabel(*event) : std::string_view(row.event)) + "（" + row.on + "）";
  });
}

std::string recordWords(const RecordView& record) {
  return publicId('R', record.id) + " " + record.entryName +
         (record.documentNo.empty() ? "" : " " + record.documentNo) +
         (record.decidedOn.empty() ? "" : "（" + record.decidedOn + "）");
}

void Comparer::compareRecords() {
  std::map<std::int64_t, const RecordView*> was;
  for (const auto& record : out_.before.records) was[record.id] = &record;
  for (const auto& record : out_.after.records) {
    const auto it = was.find(record.id);
    if (it == was.end()) {
      add("added", "record", publicId('R', record.id),
          "新增记录 " + recordWords(record) + "，由" + record.provenance.unitName + "提供");
      continue;
    }
    compareRecord(*it->second, record);
    was.erase(it);
  }
  for (const auto& [id, record] : was) {
    add("removed", "record", publicId('R', id), "记录 " + recordWords(*record) + " 已作废或者不再可见");
  }
}

void Comparer::compareRecord(const RecordView& before, const RecordView& after) {
  const std::string object = publicId('R', after.id);
  if (before.version != after.version) compareFields(before, after);
  const auto changed = [&](const std::string& what, const std::string& was, const std::string& is) {
    if (was == is) return;
    add("changed", "record", object,
        "记录 " + object + " 的" + what + "由" + quoted(was.empty() ? "无" : was) + "变为" +
            quoted(is.empty() ? "无" : is));
  };
  changed("信息类别", std::string(domain::infoClassLabel(before.info)),
          std::string(domain::infoClassLabel(after.info)));
  changed("性质", std::string(domain::natureLabel(before.nature)), std::string(domain::natureLabel(after.nature)));
  changed("失信等级", before.dishonestyLevel, after.dishonestyLevel);
  if (before.state != after.state) {
    add("changed", "record", object,
        "记录 " + object + (after.state == "withdrawn" ? " 已由提供单位撤回" : " 恢复有效"));
  }
  compareClocks(before, after);
}

void Comparer::compareFields(const RecordView& before, const RecordView& after) {
  const std::string object = publicId('R', after.id);
  std::map<std::string_view, const FieldStory*> was;
  for (const auto& field : before.fields) was[field.id] = &field;
  for (const auto& field : after.fields) {
    const auto it = was.find(field.id);
    const std::string old = it == was.end() ? "" : it->second->value;
    if (it != was.end()) was.erase(it);
    if (old == field.value) continue;
    add("changed", "record", object,
        "记录 " + object + " 的" + std::string(field.name) + "由" + quoted(old.empty() ? "无" : old) + "改为" +
            quoted(field.value) +
            (after.sourceOf(field).actor.empty() ? "" : "（" + after.sourceOf(field).actor + "）"));
  }
  for (const auto& [id, field] : was) {
    add("changed", "record", object,
        "记录 " + object + " 的" + std::string(field->name) + quoted(field->value) + "已删去");
  }
}

/// What time alone has brought: a clock that ran on the first day and stands still on the second, or the other way
/// round.
void Comparer::compareClocks(const RecordView& before, const RecordView& after) {
  const std::string object = publicId('R', after.id);
  const auto clock = [&](const std::string& label, const domain::TermSpan& was, const domain::TermSpan& is) {
    const bool ran = was.contains(out_.before.moment.asOf);
    const bool runs = is.contains(out_.after.moment.asOf);
    if (ran == runs) return;
    add("changed", "clock", object, "记录 " + object + " 的" + label + (runs ? "开始" : "届满") + "：" + is.why);
  };
  clock("公示期", before.terms.publicity, after.terms.publicity);
  clock("可应用期", before.terms.use, after.terms.use);
  clock("记录期限", before.terms.retention, after.terms.retention);
}

}  // namespace

base::Result<ArchiveComparison> compareArchive(Context& context, std::int64_t subjectId, base::CivilDate from,
                                               base::CivilDate to) {
  if (from > to) return base::fail("SUBJ-0073", {{"from", from.iso()}, {"to", to.iso()}}, "from");
  ArchiveComparison out;
  ArchiveQuery query;
  query.asOf = from;
  query.knownOn = from;
  MC_ASSIGN(out.before, openArchive(context, subjectId, query));
  query.asOf = to;
  query.knownOn = to;
  MC_ASSIGN(out.after, openArchive(context, subjectId, query));
  Comparer(context, out).run();
  return out;
}

}  // namespace medcredit::service
