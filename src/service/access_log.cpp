#include "service/access_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "domain/identifier.h"
#include "evidence/entry.h"
#include "service/archive.h"
#include "service/grants.h"
#include "service/scope.h"
#include "store/grants.h"
#include "store/units.h"

namespace medcredit::service {

namespace {

constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

/// Acts in plain words; the first prefix that fits, so that the particular stands before the general.
constexpr auto kActWords = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"subject.query", "经授权查询信用信息"},
    {"subject.share", "政务共享查询"},
    {"subject.reveal", "查看敏感信息原文"},
    {"subject.unmask", "查看敏感信息原文"},
    {"subject.read", "查看信用档案"},
    {"subject.search", "检索到该主体"},
    {"subject.compare", "比对信用档案"},
    {"subject.merge", "合并重复的档案"},
    {"subject.unmerge", "撤销档案合并"},
    {"subject.rename", "更改名称"},
    {"subject.add", "建立信用档案"},
    {"subject.identifier", "登记或更改号码"},
    {"subject.role", "登记任职人员"},
    {"subject.category", "更改机构类别"},
    {"subject.", "维护档案的基本信息"},
    {"me.access-log", "查看本人的查询记录"},
    {"me.archive", "查看本人的信用档案"},
    {"me.", "查看本人的信用信息"},
    {"grant.create", "登记授权"},
    {"grant.withdraw", "撤回授权"},
    {"record.read", "查看信用记录"},
    {"record.list", "在记录列表中看到"},
    {"record.add", "录入信用记录"},
    {"record.draft", "录入信用记录"},
    {"record.enter", "录入信用记录"},
    {"record.correct", "更正信用记录"},
    {"record.revise", "更正信用记录"},
    {"record.review", "审核信用记录"},
    {"record.return", "把信用记录退回经办人"},
    {"record.submit", "报送信用记录"},
    {"record.release", "放行信用记录"},
    {"record.withdraw", "撤回信用记录"},
    {"record.void", "作废信用记录"},
    {"record.attach", "查看或添加佐证材料"},
    {"record.classify", "认定信息类别和程度"},
    {"record.recognise", "认定信息类别和程度"},
    {"record.conduct", "登记违法行为的起止"},
    {"record.moment", "登记信用记录的日期"},
    {"record.retention", "更改保存期限"},
    {"record.internal", "改为不公开信息"},
    {"record.repaired", "登记信用修复的结果"},
    {"record.repair-revoked", "撤销信用修复"},
    {"record.measures-lifted", "解除失信约束措施"},
    {"record.", "办理信用记录"},
    {"publicity.preview", "公示前预览"},
    {"attachment.", "查看或添加佐证材料"},
    {"export.download", "下载含该主体的批量导出"},
    {"export.", "申请或审批批量导出"},
    {"publish.run", "公示信用记录"},
    {"publish.withdraw", "撤下公示"},
    {"publish.remove", "撤下公示"},
    {"publish.withhold", "决定不公示"},
    {"publish.expire", "公示期满，自动撤下"},
    {"publish.end", "终止公示"},
    {"publish.correct", "更正公示内容"},
    {"publish.reopen", "恢复公示"},
    {"publish.receipt", "登记信用网站的回执"},
    {"publish.package", "向信用网站报送公示内容"},
    {"publish.", "办理公示"},
    {"grade.read", "查看信用等级"},
    {"grade.explain", "查看得分的依据"},
    {"grade.replay", "复算信用等级"},
    {"grade.again", "重新评价信用等级"},
    {"grade.override", "调整信用等级"},
    {"grade.publish", "公布信用等级"},
    {"grade.answer", "办理对信用等级的意见"},
    {"grade.", "评价信用等级"},
    {"repair.read", "查看信用修复情况"},
    {"repair", "办理信用修复"},
    {"case.read", "查看办理事项"},
    {"case.open", "受理或立案"},
    {"case.", "办理异议、修复等事项"},
    {"paper.", "出具文书"},
    {"commitment.", "办理信用承诺"},
    {"list.", "办理失信名单"},
    {"access.denied", "请求被拒绝"},
    {"import", "归集信息"},
    {"collect", "归集信息"},
});

std::string_view wordsOf(std::string_view action) {
  for (const auto& [prefix, words] : kActWords) {
    if (action.starts_with(prefix)) return words;
  }
  return "处理信用信息";
}

/// Names of units and accounts, looked up once.
class Names {
 public:
  explicit Names(Context& context) : context_(context) {}

  base::Result<std::string> unit(const std::string& id) {
    if (const auto known = units_.find(id); known != units_.end()) return known->second;
    MC_ASSIGN(const auto found, store::findUnit(context_.conn, id));
    return units_[id] = found ? found->name : id;
  }
  base::Result<std::string> account(const std::string& id) {
    if (const auto known = accounts_.find(id); known != accounts_.end()) return known->second;
    MC_ASSIGN(const auto found, store::findGrantee(context_.conn, id));
    return accounts_[id] = found ? found->name : std::string();
  }
  base::Result<bool> isSystem(const std::string& id) {
    MC_ASSIGN(const auto found, store::findGrantee(context_.conn, id));
    return found && found->kind == "system";
  }

 private:
  Context& context_;
  std::map<std::string, std::string> units_, accounts_;
};

/// Fields released: ids become the catalogue's names; a star means masked.
std::string scopeWords(const Context& context, std::string_view fields) {
  std::map<std::string, std::string, std::less<>> labels{{"name", "名称"},
                                                         {"records", "记录"},
                                                         {"grade", "评价结果"},
                                                         {"archive", "信用档案"},
                                                         {"role-holder", "任职人员"}};
  for (const auto& entry : context.law.catalogue) {
    for (const auto& field : entry.fieldSet.fields) labels.emplace(field.id(), field.name);
  }
  std::string out;
  std::string word;
  const auto flush = [&](char separator) {
    const bool masked = word.ends_with('*');
    if (masked) word.pop_back();
    if (const auto kind = domain::identifierKindFromName(word)) {
      out += domain::identifierKindLabel(*kind);
    } else if (const auto label = labels.find(word); label != labels.end()) {
      out += label->second;
    } else {
      out += word;
    }
    if (masked) out += "（已遮蔽）";
    word.clear();
    if (separator == ',') out += "、";
    if (separator == ';') out += "；";
    if (separator == ':') out += "：";
  };
  for (const char c : fields) {
    if (c == ',' || c == ';' || c == ':') {
      flush(c);
    } else {
      word += c;
    }
  }
  flush('\0');
  return out;
}

base::Result<std::string> whoOf(Context& context, Names& names, const evidence::Entry& entry, bool own) {
  if (own) return std::string("本人或本人授权的代理人");
  if (entry.actor == context.principal.id) return std::string("本人或本人授权的代理人");
  // A system stands for itself, also where it is registered with a unit.
  MC_ASSIGN(const bool system, names.isSystem(entry.actor));
  if (system) return names.account(entry.actor);
  if (!entry.unit.empty()) return names.unit(entry.unit);
  if (entry.actor.empty() || entry.actor == "anonymous") return std::string("未登录的访问者");
  MC_ASSIGN(auto name, names.account(entry.actor));
  // People without a unit are third parties; the operator of the machine has no account.
  return name.empty() ? std::string("平台运行维护人员") : name;
}

base::Result<AccessLine> lineOf(Context& context, Names& names, const store::AccessRow& row) {
  MC_ASSIGN(const auto entry, evidence::decodeEntry(row.leaf));
  AccessLine line;
  line.epoch = row.epoch;
  line.seq = row.seq;
  line.at = base::Instant{entry.atMicros}.iso();
  line.action = entry.action;
  line.purpose = entry.purpose;
  line.allowed = entry.allowed;
  line.own = entry.role.find("subject") != std::string::npos || entry.action.starts_with("me.");
  MC_ASSIGN(line.who, whoOf(context, names, entry, line.own));
  line.what = wordsOf(entry.action);
  if (entry.objectType == "record" && !entry.objectId.empty()) line.what += " " + entry.objectId;
  if (!entry.allowed) line.what += "（被拒绝，没有取得信息）";
  const auto* purpose = context.law.disclosure.purpose(entry.purpose);
  line.why = purpose != nullptr ? purpose->label : line.own ? "查询自身信息" : "日常工作，未申报专门用途";
  line.scope = scopeWords(context, entry.fieldBitmap);
  return line;
}

}  // namespace

base::Result<std::vector<AccessLine>> accessLog(Context& context, const AccessLogQuery& query) {
  const auto& principal = context.principal;
  if (principal.kind != PrincipalKind::kSubject || !principal.subjectId) {
    return base::fail("ACCS-0401", {{"object", "本人的查询记录"}});
  }
  MC_ASSIGN(const auto members, archiveMembers(context, *principal.subjectId, kEverKnown));
  std::vector<store::AccessRow> rows;
  for (const auto member : members) {
    MC_ASSIGN(auto more, store::accessRows(context.conn, member, context.clock.now(), query.before, query.limit));
    rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  const auto place = [](const store::AccessRow& row) { return std::pair(row.epoch, row.seq); };
  std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return place(a) > place(b); });
  rows.erase(std::unique(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return place(a) == place(b); }),
             rows.end());
  if (rows.size() > static_cast<std::size_t>(query.limit)) rows.resize(static_cast<std::size_t>(query.limit));
  Names names(context);
  std::vector<AccessLine> out;
  for (const auto& row : rows) {
    MC_ASSIGN(auto line, lineOf(context, names, row));
    out.push_back(std::move(line));
  }
  return out;
}

base::Result<std::vector<QueryAnomaly>> queryAnomalies(Context& context, base::CivilDate day) {
  MC_TRY(requirePermission(context, "audit.read"));
  const auto text = context.law.value("query.alert.per.day");
  std::int64_t least = 0;
  std::from_chars(text.data(), text.data() + text.size(), least);
  const base::Instant until{endOfDay(day).micros + 1};
  MC_ASSIGN(const auto busy, store::busyActors(context.conn, queryActions(), {until.micros - kMicrosPerDay}, until,
                                               std::max<std::int64_t>(least, 1)));
  std::vector<QueryAnomaly> out;
  for (const auto& actor : busy) {
    MC_ASSIGN(const auto account, store::findGrantee(context.conn, actor.actor));
    out.push_back({actor.actor, account ? account->name : std::string(), actor.count});
  }
  return out;
}

}  // namespace medcredit::service
