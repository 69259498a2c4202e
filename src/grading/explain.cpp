#include "grading/explain.h"

#include <algorithm>
#include <utility>

#include "grading/method_page.h"
#include "grading/obstacle.h"

namespace medcredit::grading {

namespace {

std::string dayText(std::int32_t day) { return day == kNoDate ? std::string() : base::CivilDate(day).iso(); }

/// value / 10^4 with the model's decimals.
std::string fixedText(const Program& program, std::int64_t units) {
  const int decimals = program.model->arith.decimals;
  const std::int64_t value = units / program.lineUnit;
  std::string digits = std::to_string(value < 0 ? -value : value);
  if (static_cast<int>(digits.size()) <= decimals) {
    digits.insert(0, static_cast<std::size_t>(decimals) + 1 - digits.size(), '0');
  }
  if (decimals > 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals), ".");
  return (value < 0 ? "-" : "") + digits;
}

std::string microText(std::int64_t micro) {
  std::string digits = std::to_string(micro < 0 ? -micro : micro);
  constexpr std::size_t kDecimals = 6;
  if (digits.size() <= kDecimals) digits.insert(0, kDecimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - kDecimals, ".");
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return (micro < 0 ? "-" : "") + digits;
}

std::string fractionText(const Fraction& f) {
  return f.den == 1 ? std::to_string(f.num) : std::to_string(f.num) + "/" + std::to_string(f.den);
}

std::string_view reasonText(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return {};
    case Reason::kUndated:
      return "缺少计分所需的日期，计零分";
    case Reason::kStatus:
      return "按记录状态不再计分";
    case Reason::kUnless:
      return "规则写明的除外情形成立，计零分";
    case Reason::kOncePer:
      return "同一行为只计最重的一项";
    case Reason::kMaxTimes:
      return "已达规定次数，不再计分";
    case Reason::kCap:
      return "受分组封顶限制";
  }
  return {};
}

void addCites(const Citations& from, std::vector<std::string>& to) {
  for (const auto& citation : from) to.push_back(citation.str());
}

class Explainer {
 public:
  Explainer(const Program& program, const Subject& subject, const FactColumns& facts, const Words& words,
            FactRange range, const Outcome& outcome, const FieldText& fields)
      : program_(program),
        model_(*program.model),
        subject_(subject),
        facts_(facts),
        words_(words),
        range_(range),
        outcome_(outcome),
        fields_(fields) {}

  Explanation make(const ExplainOptions& options) {
    head();
    for (std::size_t i = 0; i < outcome_.lines.size(); ++i) line(i);
    limits();
    feeds();
    if (outcome_.standing == Standing::kGraded) ahead(options);
    clauses();
    summaries();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string score(std::int64_t units) const { return fixedText(program_, units); }
  [[nodiscard]] std::string level(int at) const { return std::string(program_.levelName(at)); }
  [[nodiscard]] std::string recordId(std::uint32_t record) const {
    return std::string(facts_.recordId(range_.begin + record));
  }
  [[nodiscard]] std::string field(std::uint32_t record, std::string_view name) const {
    return record == kNoRecord || !fields_ ? std::string() : fields_(record, name);
  }
  /// How people name a record: its document number, title or id.
  [[nodiscard]] std::string recordName(std::uint32_t record) const {
    for (const std::string_view name : {"ref", "title"}) {
      std::string text = field(record, name);
      if (!text.empty()) return text;
    }
    return recordId(record);
  }

  void head() {
    out_.asOf = dayText(program_.asOf);
    if (program_.knownOn != INT32_MAX) out_.knownOn = dayText(program_.knownOn);
    out_.model = model_.model;
    out_.edition = model_.edition;
    out_.identity = model_.identity;
    out_.level = level(outcome_.level);
    out_.levelName = std::string(model_.levels.nameOf(out_.level));
    out_.unratedBy = std::string(unratedWord(program_, outcome_));
    out_.base = score(program_.base);
    if (outcome_.level >= 0) {
      const auto& rate = program_.inspectionRate[static_cast<std::size_t>(outcome_.level)];
      if (rate) out_.inspectionRate = Decimal4{*rate}.str();
    }
    switch (outcome_.standing) {
      case Standing::kGraded:
        out_.score = score(outcome_.score);
        if (outcome_.publicScore) out_.publicScore = score(*outcome_.publicScore);
        break;
      case Standing::kOutOfScope:
        out_.unratedText = "不在本模型的适用范围内";
        break;
      case Standing::kUndetermined:
        out_.unratedText = obstacleText(program_, outcome_, facts_, words_, range_);
        break;
      case Standing::kUnrated:
        out_.unratedText = program_.unrated[static_cast<std::size_t>(outcome_.unratedRule)].rule->say;
        break;
    }
    for (const int group : outcome_.guardedBy)
      out_.guardedBy.push_back(program_.groups[static_cast<std::size_t>(group)].id);
  }

  [[nodiscard]] std::string bound(std::string_view name, const LedgerLine& entry) const {
    if (name == "pts") return score(entry.points);
    if (name == "raw") return microText(entry.raw);
    if (name == "factor") return microText(entry.factor);
    if (name == "date") return dayText(entry.date);
    return field(entry.record, name);
  }

  /// The `say` of a rule with its placeholders bound; an unknown one becomes the id of the record.
  [[nodiscard]] std::string say(const std::string& text, const LedgerLine& entry) const {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t open = text.find('{', at);
      const std::size_t close = open == std::string::npos ? open : text.find('}', open);
      if (close == std::string::npos) break;
      out.append(text, at, open - at);
      out += bound(std::string_view(text).substr(open + 1, close - open - 1), entry);
      at = close + 1;
    }
    out.append(text, std::min(at, text.size()));
    return out;
  }

  [[nodiscard]] std::string factorText(const CompiledLine& source, const LedgerLine& entry, std::size_t nth) const {
    std::string out;
    const auto part = [&](const std::string& text) { out += (out.empty() ? "" : " × ") + text; };
    if (source.rule == nullptr || entry.reason != Reason::kNone) return out;
    if (!(source.rule->weight == Decimal4::whole(1)) || source.rule->weightParam) part("权重");
    if (!std::holds_alternative<std::monostate>(source.rule->decay) && entry.date != kNoDate) {
      const Fraction& factor = source.decay[source.decayIndex(program_.asOf - entry.date)];
      const auto* linear = std::get_if<LinearDecay>(&source.rule->decay);
      if (linear != nullptr && linear->unit == Duration::Unit::kMonths) {
        const int months = wholeMonths(entry.date, program_.asOf);
        // The whole and not the shortened fraction: 15/24 says more than 5/8.
        if (const Duration* whole = lengthOf(linear->length)) {
          part("满 " + std::to_string(months) + " 个月，衰减 " + std::to_string(std::max(0, whole->count - months)) +
               "/" + std::to_string(whole->count));
        }
      } else {
        part("衰减 " + fractionText(factor));
      }
    }
    if (!source.repeat.empty()) {
      const Fraction& repeat = source.repeat[std::min(nth, source.repeat.size() - 1)];
      if (!repeat.isOne())
        part("同类第 " + std::to_string(nth + 1) + " 项 × " + microText(repeat.num * kMicro / repeat.den));
    }
    return out;
  }

  [[nodiscard]] const Duration* lengthOf(const DurationValue& value) const {
    if (const auto* written = std::get_if<Duration>(&value.is)) return written;
    const Param* param = model_.findParam(std::get<Reference>(value.is).name);
    const ParamValue* dated = param == nullptr ? nullptr : param->on(base::CivilDate(program_.asOf));
    return dated == nullptr ? nullptr : std::get_if<Duration>(&dated->v);
  }

  void line(std::size_t at) {
    const LedgerLine& entry = outcome_.lines[at];
    const CompiledLine& source = program_.lines[entry.line];
    ExplainedLine out;
    out.rule = source.id;
    out.group = program_.groups[entry.group].id;
    out.groupTitle = model_.groups[entry.group].title;
    if (entry.record != kNoRecord) out.records.push_back(recordId(entry.record));
    for (std::uint32_t i = entry.restsBegin; i < entry.restsEnd; ++i)
      out.records.push_back(recordId(outcome_.rests[i]));
    out.date = dayText(entry.date);
    out.raw = microText(entry.raw);
    if (entry.factor != kMicro) out.factor = microText(entry.factor);
    std::size_t nth = 0;
    for (std::size_t before = at; before > 0 && outcome_.lines[before - 1].line == entry.line; --before) {
      const Reason reason = outcome_.lines[before - 1].reason;
      nth += reason == Reason::kNone || reason == Reason::kCap ? 1 : 0;
    }
    out.factorText = factorText(source, entry, nth);
    out.points = score(entry.points);
    out.reason = reasonWord(entry.reason);
    out.isPublic = entry.isPublic;
    const Citations* cites = nullptr;
    std::string text;
    if (source.rule != nullptr) {
      cites = &source.rule->cite;
      text = source.rule->say;
    } else if (source.sheet != nullptr) {
      cites = &source.sheet->cite;
      text = source.sheet->say;
    } else {
      cites = &source.leaf.leaf->cite;
      text = source.leaf.leaf->title + "，计 {pts} 分";
    }
    addCites(*cites, out.cites);
    if (text.empty()) text = "规则 " + source.id + "，计 {pts} 分";
    out.subjectText = say(text, entry);
    if (entry.reason != Reason::kNone) out.subjectText += "（" + std::string(reasonText(entry.reason)) + "）";
    out.inspectorText = inspectorText(out);
    out_.lines.push_back(std::move(out));
  }

  [[nodiscard]] static std::string inspectorText(const ExplainedLine& line) {
    std::string records;
    for (const auto& record : line.records) records += (records.empty() ? "" : "、") + record;
    std::string cites;
    for (const auto& cite : line.cites) cites += (cites.empty() ? "" : "、") + cite;
    std::string out = "[" + line.rule + "]";
    if (!records.empty()) out += " " + records;
    if (!line.date.empty()) out += "（" + line.date + "）";
    out += "：原分 " + line.raw;
    if (!line.factor.empty()) out += " × " + line.factor;
    if (!line.factorText.empty()) out += "（" + line.factorText + "）";
    out += " = " + line.points;
    if (!line.reason.empty()) out += "，" + line.reason;
    if (!line.isPublic) out += "，不公开";
    return out + "；依据 " + cites;
  }

  void limits() {
    for (std::size_t i = 0; i < program_.limits.size() && outcome_.standing == Standing::kGraded; ++i) {
      const Limit& limit = *program_.limits[i].limit;
      ExplainedLimit out;
      out.id = limit.id;
      out.level = limit.level;
      out.met = std::find(outcome_.metLimits.begin(), outcome_.metLimits.end(), static_cast<int>(i)) !=
                outcome_.metLimits.end();
      out.binding = outcome_.limitedBy == static_cast<int>(i);
      out.text = limit.say;
      addCites(limit.cite, out.cites);
      out_.limits.push_back(std::move(out));
    }
  }

  void feeds() {
    std::int64_t present = 0;
    for (const auto& feed : model_.feeds) {
      const std::string list = ";" + std::string(subject_.feeds) + ";";
      const bool has = list.find(";" + feed.source + ";") != std::string::npos;
      if (has) present += feed.weight.units;
      out_.feeds.push_back({feed.source, feed.weight.str(), has});
    }
    if (program_.feedWeight <= 0) return;
    out_.coverage = microText(static_cast<std::int64_t>(
        divideRounded(Int128{present} * kMicro, program_.feedWeight, Arithmetic::Round::kHalfUp)));
  }

  void ahead(const ExplainOptions& options) {
    if (const auto upheld = ifUpheld(program_, subject_, facts_, words_, range_)) {
      ExplainedRoute route;
      route.kind = "objection";
      if (upheld->score) route.score = score(*upheld->score);
      route.level = level(upheld->level);
      route.text = "异议全部成立时 " + route.score + " 分，" + route.level + " 级";
      out_.ifUpheld = std::move(route);
    }
    for (const auto& distance : distances(program_, outcome_)) {
      out_.toNext.push_back({level(distance.level), score(distance.points), distance.barred});
    }
    std::vector<CalendarEntry> calendar;
    if (options.calendar) calendar = gradeCalendar(program_, subject_, facts_, words_, range_, options.months);
    for (const auto& entry : calendar) change(entry);
    if (!options.routes) return;
    for (const auto& found : routes(program_, subject_, facts_, words_, range_, calendar)) route(found);
  }

  void change(const CalendarEntry& entry) {
    ExplainedChange out;
    out.date = dayText(entry.day);
    out.level = level(entry.level);
    out.rules = entry.lines;
    if (entry.standing == Standing::kGraded) {
      out.score = score(entry.score);
      out.text = out.date + " 起 " + out.score + " 分，" + out.level + " 级";
    } else {
      out.text = out.date + " 起不再评级";
    }
    out_.calendar.push_back(std::move(out));
  }

  void route(const Route& found) {
    ExplainedRoute out;
    out.score = score(found.score);
    out.level = level(found.level);
    const std::string result =
        " " + out.score + " 分" + (found.level < outcome_.level ? "，升为 " + out.level + " 级" : "");
    switch (found.kind) {
      case Route::Kind::kRepair:
        out.kind = "repair";
        out.record = recordId(found.record);
        out.text = "修复" + recordName(found.record) + "后" + result;
        break;
      case Route::Kind::kObjection:
        out.kind = "objection";
        out.record = recordId(found.record);
        out.text = "对" + recordName(found.record) + "的异议成立后" + result;
        break;
      case Route::Kind::kTime:
        out.kind = "time";
        out.date = dayText(found.day);
        out.text = "不再有新的记录时，" + out.date + " 起" + result;
        break;
      case Route::Kind::kGood: {
        const Rule& rule = *program_.lines[static_cast<std::size_t>(found.line)].rule;
        out.kind = "good";
        out.record = rule.of;
        out.text = "今天新增一项" + goodName(rule) + "后" + result;
        break;
      }
    }
    out_.routes.push_back(std::move(out));
  }

  [[nodiscard]] std::string goodName(const Rule& rule) const {
    const Group* group = model_.findGroup(rule.group);
    const std::string title = group == nullptr || group->title.empty() ? std::string("良好信息") : group->title;
    return title + "（" + std::string(wordName(rule.of)) + "，" + rule.id + "）";
  }

  void clauses() {
    std::vector<std::string> seen;
    const auto add = [&](const Citations& citations) {
      for (const auto& citation : citations) {
        if (std::find(seen.begin(), seen.end(), citation.str()) != seen.end()) continue;
        seen.push_back(citation.str());
        out_.clauses.push_back(clause(citation));
      }
    };
    if (const Param* base = model_.findParam("base"); base != nullptr) {
      if (const ParamValue* value = base->on(base::CivilDate(program_.asOf))) add(value->cite);
    }
    add(model_.levels.cite);
    for (const auto& entry : outcome_.lines) {
      const CompiledLine& source = program_.lines[entry.line];
      add(source.rule != nullptr    ? source.rule->cite
          : source.sheet != nullptr ? source.sheet->cite
                                    : source.leaf.leaf->cite);
    }
    for (const int at : outcome_.metLimits) add(program_.limits[static_cast<std::size_t>(at)].limit->cite);
    if (outcome_.unratedRule >= 0) add(program_.unrated[static_cast<std::size_t>(outcome_.unratedRule)].rule->cite);
  }

  [[nodiscard]] ExplainedClause clause(const Citation& citation) const {
    ExplainedClause out;
    out.cite = citation.str();
    out.article = citation.article;
    const LawSource* law = model_.findLaw(citation.law);
    if (law == nullptr) return out;
    out.law = law->title;
    for (const auto& [article, text] : law->articles) {
      if (article == citation.article) out.text = text;
    }
    const auto last = law->lastDay();
    if (!law->validFrom) {
      out.validity = "有效期待确认";
    } else {
      out.validity = law->validFrom->iso() + " 起施行" + (last ? "，至 " + last->iso() : std::string());
    }
    return out;
  }

  void summaries() {
    if (outcome_.standing != Standing::kGraded) {
      out_.summarySubject = out_.unratedText;
      out_.summaryInspector = out_.unratedBy + "：" + out_.unratedText;
      return;
    }
    const std::string name = out_.levelName == out_.level ? std::string() : "（" + out_.levelName + "）";
    out_.summarySubject = out_.asOf + " 信用评价 " + out_.score + " 分，" + out_.level + " 级" + name;
    if (outcome_.limitedBy >= 0) {
      out_.summarySubject += "。按分数为 " + level(outcome_.bandLevel) + " 级，因" +
                             program_.limits[static_cast<std::size_t>(outcome_.limitedBy)].limit->say + "调整";
    }
    if (!out_.guardedBy.empty()) out_.summarySubject += "。不公开的信息没有降低等级";
    out_.summaryInspector = "基础分 " + out_.base + "，明细 " + std::to_string(out_.lines.size()) + " 行，合计 " +
                            out_.score + "，公开口径 " + (out_.publicScore.empty() ? "无" : out_.publicScore) + "，" +
                            out_.level + " 级，模型 " + out_.model + "@" + out_.edition + "（" +
                            out_.identity.substr(0, 12) + "）";
  }

  const Program& program_;
  const Model& model_;
  const Subject& subject_;
  const FactColumns& facts_;
  const Words& words_;
  FactRange range_;
  const Outcome& outcome_;
  const FieldText& fields_;
  Explanation out_;
};

}  // namespace

Explanation explain(const Program& program, const Subject& subject, const FactColumns& facts, const Words& words,
                    FactRange range, const Outcome& outcome, const FieldText& fields, const ExplainOptions& options) {
  return Explainer(program, subject, facts, words, range, outcome, fields).make(options);
}

std::string citeText(const Model& model, const std::vector<std::string>& cites) {
  std::string out;
  for (const auto& cite : cites) {
    const auto mark = cite.find('#');
    const auto* law = model.findLaw(cite.substr(0, mark));
    if (!out.empty()) out += "；";
    out += law != nullptr ? law->title : cite;
    if (mark != std::string::npos && law != nullptr) out += " 第" + cite.substr(mark + 1) + "条";
  }
  return out;
}

std::string ledgerTable(const Explanation& explanation, bool inspector) {
  std::string out = "| 行 | 规则 | 说明 | 原分 | 系数 | 得分 |\n|---|---|---|---|---|---|\n";
  out += "| 基础 | | | | | " + explanation.base + " |\n";
  std::size_t number = 0;
  for (const auto& line : explanation.lines) {
    out += "| " + std::to_string(++number) + " | " + line.rule + " | " +
           (inspector ? line.inspectorText : line.subjectText) + " | " + line.raw + " | " +
           (line.factor.empty() ? "1" : line.factor) + " | " + line.points + " |\n";
  }
  return out + "| 合计 | | | | | " + explanation.score + " |\n";
}

}  // namespace medcredit::grading
