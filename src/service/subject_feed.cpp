#include "service/subject_feed.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/date.h"
#include "base/text.h"
#include "domain/subject.h"
#include "service/register_table.h"
#include "service/subject.h"

namespace medcredit::service {

namespace {

namespace json = boost::json;
using domain::SubjectEvent;

enum Column : std::size_t { kEvent, kKind, kName, kCode, kDay, kSource };

std::vector<NamedColumn> columns() {
  return {{"事件", {"事件", "事项", "业务类型", "event"}, true},
          {"主体类型", {"主体类型", "类型", "kind"}, true},
          {"名称", {"名称", "姓名", "主体名称", "name"}, true},
          {"代码", {"代码", "统一社会信用代码", "身份证号码", "证件号码", "code"}, true},
          {"日期", {"日期", "发生日期", "办理日期", "date"}, true},
          {"来源", {"来源", "数据来源", "source"}, false}};
}

/// The two words offices write for what domain::subjectEventFromText calls 新增审批.
std::optional<SubjectEvent> eventOf(const std::string& text) {
  if (text == "新批" || text == "审批" || text == "许可" || text == "注册") return SubjectEvent::kApproved;
  return domain::subjectEventFromText(text);
}

FeedRun::Count* counterOf(FeedRun& run, std::optional<SubjectEvent> event) {
  if (event == SubjectEvent::kApproved) return &run.approved;
  if (event == SubjectEvent::kFiled) return &run.filed;
  if (event == SubjectEvent::kCancelled) return &run.cancelled;
  return nullptr;
}

bool isPerson(const std::string& kind) {
  return kind == domain::subjectKindCode(domain::SubjectKind::kNaturalPerson) ||
         kind == domain::subjectKindLabel(domain::SubjectKind::kNaturalPerson);
}

/// Subject of the row, created when it is not known.
base::Result<std::int64_t> subjectOf(Context& context, const NamedRow& row, FeedRun& run) {
  const auto& code = row.cells[kCode].text;
  const auto colon = code.find(':');
  const auto found = findSubject(context, colon == std::string::npos ? code : code.substr(colon + 1));
  if (found) return found->id;
  if (found.error().code != "SUBJ-0030") return found.error();
  const bool person = isPerson(row.cells[kKind].text);
  AddSubject request;
  request.kind = row.cells[kKind].text;
  request.name = row.cells[kName].text;
  request.identifiers = {colon != std::string::npos ? code : (person ? "citizen-id:" : "usc:") + code};
  MC_ASSIGN(const auto id, addSubject(context, request));
  ++run.created;
  return id;
}

/// True when the event was new.
base::Result<bool> applyRow(Context& context, const NamedRow& row, SubjectEvent event, FeedRun& run) {
  const auto day = base::parseLenientDate(row.cells[kDay].text);
  if (!day) return base::fail("SUBJ-0015", {{"value", row.cells[kDay].text}}, "日期");
  MC_ASSIGN(const auto id, subjectOf(context, row, run));
  auto stored = event;
  std::string source = row.cells[kSource].text.empty() ? "共享数据" : row.cells[kSource].text;
  if (event == SubjectEvent::kCancelled && isPerson(row.cells[kKind].text)) {
    stored = SubjectEvent::kFiled;
    source = "执业注册注销：" + source;
  }
  const std::string name(domain::subjectEventName(stored));
  MC_ASSIGN(const auto known, store::subjectEvents(context.conn, id));
  const bool there = std::any_of(known.begin(), known.end(), [&](const store::EventRow& other) {
    return other.event == name && other.on == day->iso() && other.source == source;
  });
  if (there) return false;
  MC_TRY(recordEvent(context, id, name, *day, source));
  return true;
}

json::object countText(const FeedRun::Count& count) {
  return {{"applied", count.applied}, {"known", count.known}, {"failed", count.failed}};
}

/// The run log: counts by kind and errors by code.
base::Status logRun(Context& context, const FeedRun& run) {
  json::array errors;
  for (const auto& problem : run.problems) {
    errors.push_back(json::object{{"row", problem.row}, {"code", problem.error.code}});
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto number, store::reserveIds(context.conn, "feed", 1));
  MC_TRY(journal(context, "feed.run", "F" + std::to_string(number),
                 json::serialize(json::object{{"rows", run.rows},
                                              {"created", run.created},
                                              {"approved", countText(run.approved)},
                                              {"filed", countText(run.filed)},
                                              {"cancelled", countText(run.cancelled)},
                                              {"unknown", run.unknown},
                                              {"errors", std::move(errors)}})));
  return transaction.commit();
}

}  // namespace

base::Result<FeedRun> importSubjectFeed(Context& context, const std::filesystem::path& file) {
  MC_ASSIGN(const auto rows, readNamedTable(file, columns()));
  if (rows.empty()) return base::fail("QUAL-0005", {}, file.filename().string());
  FeedRun run;
  for (const auto& row : rows) {
    ++run.rows;
    const auto event = eventOf(row.cells[kEvent].text);
    auto* counter = counterOf(run, event);
    if (counter == nullptr) {
      ++run.unknown;
      run.problems.push_back({row.row, base::fail("SUBJ-0013", {{"event", row.cells[kEvent].text}}, "事件")});
      continue;
    }
    const auto applied = applyRow(context, row, *event, run);
    if (!applied) {
      // What speaks of the row is told; a store that cannot write ends the run.
      if (applied.error().code.starts_with("STOR-")) return applied.error();
      ++counter->failed;
      run.problems.push_back({row.row, applied.error()});
      continue;
    }
    ++(applied.value() ? counter->applied : counter->known);
  }
  MC_TRY(logRun(context, run));
  return run;
}

}  // namespace medcredit::service
