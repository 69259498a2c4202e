#include "grading/method_page.h"

#include <algorithm>

#include "grading/analysis_parts.h"

namespace medcredit::grading {

namespace {

std::vector<std::string> citeWords(const Citations& cites) {
  std::vector<std::string> out;
  for (const auto& one : cites) out.push_back(one.str());
  return out;
}

/// "-8" as "扣 8 分", "3" as "加 3 分".
std::string pointsName(Decimal4 points) {
  if (points.units == 0) return "不计分";
  return (points.units > 0 ? "加 " : "扣 ") + Decimal4{std::abs(points.units)}.str() + " 分";
}

class Page {
 public:
  Page(const Model& model, std::string_view type, base::CivilDate day) : m_(model), type_(type), day_(day) {}

  MethodPage run() {
    page_.model = m_.model;
    page_.title = m_.title;
    page_.edition = m_.edition;
    page_.identity = m_.identity;
    page_.status = statusName(m_.status);
    page_.type = type_;
    page_.typeName = wordName(type_);
    page_.day = day_.iso();
    if (m_.status == ModelStatus::kDraft) page_.notice = "草案：示例，分值须以正式评价标准为准，非正式标准。";
    scope();
    levels();
    data();
    pointsOfRules();
    sheets();
    states();
    groups();
    limits();
    use();
    rights();
    law();
    return std::move(page_);
  }

 private:
  MethodSection& section(const char* key, const char* heading) {
    page_.sections.push_back({key, heading, {}});
    return page_.sections.back();
  }
  static void say(MethodSection& to, std::string text, const Citations& cite = {}, std::string id = {}) {
    to.lines.push_back({std::move(text), std::move(id), citeWords(cite)});
  }

  void scope() {
    auto& out = section("scope", "评价谁、评价多久");
    std::string who = "本办法评价" + page_.typeName;
    if (!m_.subject.regions.empty()) who += "，地区代码以 " + joinWords(m_.subject.regions) + " 开头";
    say(out, who + "。");
    const auto& period = m_.period;
    if (period.kind == Period::Kind::kCalendarYear) say(out, "评价期为自然年。");
    if (period.kind == Period::Kind::kCustom) say(out, "评价期每年自 " + period.from.str() + " 起算一年。");
    if (period.kind == Period::Kind::kRolling) say(out, "评价期为评价日之前的 " + durationName(period.last) + "。");
    if (period.externalFeedsBy) say(out, "外部数据在 " + period.externalFeedsBy->str() + " 前归集。");
    if (period.generateOn) say(out, "每年 " + period.generateOn->str() + " 生成评价结果。");
    if (period.publishBy) say(out, "结果在 " + period.publishBy->str() + " 前公布。");
  }

  void levels() {
    auto& out = section("levels", "分几级");
    const auto* bands = tableOn(m_, m_.levels.bands, day_);
    const WordValue* better = nullptr;
    for (const auto& level : m_.levels.order) {
      const auto* row = bands != nullptr ? findWord(*bands, level) : nullptr;
      std::string text = level + " 级";
      if (const auto name = m_.levels.nameOf(level); name != level) text += "（" + std::string(name) + "）";
      if (row == nullptr) {
        text += "：只由直接定级产生";
      } else if (better == nullptr) {
        text += "：" + row->value.str() + " 分以上（含）";
      } else if (&level == &m_.levels.order.back()) {
        text += "：不足 " + better->value.str() + " 分";
      } else {
        text += "：" + row->value.str() + " 分以上（含）、不足 " + better->value.str() + " 分";
      }
      say(out, text + "。", m_.levels.cite, level);
      if (row != nullptr) better = row;
    }
    if (const auto& unrated = m_.levels.unrated) {
      std::string text = *unrated + " 级";
      if (const auto name = m_.levels.nameOf(*unrated); name != *unrated) text += "（" + std::string(name) + "）";
      say(out, text + "：没有评价，不是不良等级。", m_.levels.cite, *unrated);
    }
  }

  void data() {
    auto& out = section("data", "数据从哪里来");
    std::string feeds;
    for (const auto& feed : m_.feeds) {
      feeds += (feeds.empty() ? "" : "、") + std::string(wordName(feed.source)) + "（权重 " + feed.weight.str() + "）";
    }
    say(out, "应有的数据来源：" + feeds + "。");
    for (const auto& gate : m_.unratedIf) {
      say(out, conditionName(m_, gate.when, day_) + "的，不予评价" + (gate.say.empty() ? "" : "：" + gate.say) + "。",
          gate.cite, gate.id);
    }
  }

  [[nodiscard]] bool concerns(const Rule& rule) const {
    if (!rule.where) return true;
    const auto allowed = allowedBy(*rule.where);
    const auto* types = allowed.of("subject.type");
    return allowed.possible && (types == nullptr || types->contains(std::string(type_)));
  }

  std::string pointsText(const Rule& rule) const {
    const auto* table = std::get_if<PointsByWord>(&rule.points.is);
    const WordTable* words = table != nullptr ? &table->words : nullptr;
    if (const auto* reference = std::get_if<Reference>(&rule.points.is)) {
      const auto* param = m_.findParam(reference->name);
      const auto* dated = param != nullptr ? param->on(day_) : nullptr;
      if (dated == nullptr) return "当日没有分值";
      words = std::get_if<WordTable>(&dated->v);
      if (const auto* one = std::get_if<Decimal4>(&dated->v)) return pointsName(*one);
    }
    if (words == nullptr) return pointsName(std::get<Decimal4>(rule.points.is));
    std::string out = "按" + std::string(wordName(pointsField(m_, rule))) + "：";
    for (std::size_t i = 0; i < words->size(); ++i) {
      out += (i > 0 ? "、" : "") + std::string(wordName((*words)[i].word)) + pointsName((*words)[i].value);
    }
    return out;
  }

  Citations pointsCite(const Rule& rule) const {
    auto out = rule.cite;
    const auto* reference = std::get_if<Reference>(&rule.points.is);
    const auto* param = reference != nullptr ? m_.findParam(reference->name) : nullptr;
    const auto* dated = param != nullptr ? param->on(day_) : nullptr;
    if (dated == nullptr) return out;
    for (const auto& one : dated->cite) {
      const bool known = std::any_of(out.begin(), out.end(), [&](const Citation& c) { return c.str() == one.str(); });
      if (!known) out.push_back(one);
    }
    return out;
  }

  std::string windowText(const Window& window) const {
    std::string out;
    if (window.inPeriod) out += "，只计评价期内的记录";
    if (window.last) {
      const auto last = durationOn(m_, *window.last, day_);
      if (last) out += "，只计近 " + durationName(*last) + "内的记录";
    }
    if (window.after) out += "，只计 " + window.after->iso() + " 以后的记录";
    if (window.continuingFromEnd) out += "，行为有连续或继续状态的自终了之日起算";
    return out;
  }

  std::string decayText(const Rule& rule) const {
    if (const auto* linear = std::get_if<LinearDecay>(&rule.decay)) {
      const auto length = durationOn(m_, linear->length, day_);
      const char* step = linear->unit == Duration::Unit::kMonths ? "按月" : "按日";
      return length ? std::string("，") + step + "均匀衰减，满 " + durationName(*length) + "后为 0" : std::string();
    }
    if (const auto* half = std::get_if<HalfLifeDecay>(&rule.decay)) {
      const auto length = durationOn(m_, half->length, day_);
      return length ? "，每满 " + durationName(*length) + "减半" : std::string();
    }
    const auto* steps = std::get_if<StepDecay>(&rule.decay);
    if (steps == nullptr) return {};
    std::string out = "，分段折算：";
    for (std::size_t i = 0; i < steps->steps.size(); ++i) {
      const auto& [until, factor] = steps->steps[i];
      out += (i > 0 ? "、" : "") + std::string("不满 ") + durationName(until) + "按 " +
             Decimal4{factor.units * 100}.str() + "%";
    }
    return out + "，此后不再计分";
  }

  std::string repetitionText(const Rule& rule) const {
    std::string out;
    if (rule.weightParam || rule.weight != Decimal4::whole(1)) {
      const auto weight = decimalOn(m_, rule.weight, rule.weightParam, day_);
      if (weight) out += "，乘以权重 " + weight->str();
    }
    if (rule.useFactor) out += "，每被使用一次再乘以 " + rule.useFactor->str();
    if (!rule.repeat.empty()) {
      out += "，同类多条从新到旧依次按 ";
      for (std::size_t i = 0; i < rule.repeat.size(); ++i) out += (i > 0 ? "、" : "") + rule.repeat[i].str();
      out += " 折算，其后照最后一档";
    }
    if (rule.maxTimes) out += "，最多计最新的 " + std::to_string(*rule.maxTimes) + " 条";
    if (!rule.oncePer.empty()) out += "，" + std::string(wordName(rule.oncePer)) + "只计最重的一条";
    if (rule.unless) out += "；" + conditionName(m_, *rule.unless, day_) + "的除外";
    return out;
  }

  void pointsOfRules() {
    auto& out = section("points", "怎么计分");
    const auto base = decimalOn(m_, {}, Reference{"base", {}}, day_);
    const auto* param = m_.findParam("base");
    const auto* dated = param != nullptr ? param->on(day_) : nullptr;
    if (base && dated != nullptr) say(out, "每个主体从基础分 " + base->str() + " 分起算。", dated->cite, "base");
    for (const auto& rule : m_.rules) {
      if (!concerns(rule)) continue;
      if (rule.isAggregate()) {
        say(out, conditionName(m_, *rule.when, day_) + "的，" + pointsText(rule) + repetitionText(rule) + "。",
            pointsCite(rule), rule.id);
        continue;
      }
      constexpr std::string_view kPer[] = {"每条", "每条按数值逐一", "每条按天数逐日", "每条按项目逐项"};
      std::string text = std::string(wordName(rule.of)) + "：" + std::string(kPer[static_cast<int>(rule.per)]) +
                         pointsText(rule) + windowText(rule.window) + decayText(rule) + repetitionText(rule);
      say(out, text + "。", pointsCite(rule), rule.id);
    }
    say(out, "每条计分四舍五入到 " + std::to_string(m_.arith.decimals) + " 位小数，总分等于基础分加各条计分。");
  }

  void sheets() {
    if (m_.scores.empty() && !m_.indicators) return;
    auto& out = section("sheets", "评分表和指标");
    for (const auto& sheet : m_.scores) {
      std::string text = std::string(wordName(sheet.of)) + "共 " + std::to_string(sheet.items.size()) + " 项";
      if (sheet.normalise) text += "，合理缺项不计入满分，按适用项目折算为百分制";
      for (const auto& [threshold, points] : sheet.toPoints)
        text += "；" + threshold.str() + " 分以上" + pointsName(points);
      say(out, text + "。只计最新的一张。", sheet.cite, sheet.id);
    }
    if (!m_.indicators) return;
    for (const auto& node : m_.indicators->nodes) {
      std::string text = node.title + "（权重 " + node.weight.str() + "）";
      if (!node.isLeaf) {
        text += "：";
        for (std::size_t i = 0; i < node.leaves.size(); ++i) {
          text += (i > 0 ? "、" : "") + node.leaves[i].title + "（" + node.leaves[i].weight.str() + "）";
        }
      }
      say(out, text + "。", node.cite, node.id);
    }
    say(out, "指标满分折合 " + m_.indicators->full.str() + " 分。");
  }

  void states() {
    auto& out = section("states", "撤销、修复和异议");
    for (const auto& row : m_.lifecycle) {
      const auto effect = row.on(day_);
      std::string text = std::string(wordName(row.status)) + "的记录";
      if (effect.effect == Effect::kExclude) text += "不再计分";
      if (effect.effect == Effect::kCount) text += "照常计分";
      if (effect.effect == Effect::kFactor) text += "按 " + Decimal4{effect.factor.units * 100}.str() + "% 计分";
      if (row.alternative == Effect::kExclude) text += "，同时给出异议成立、不再计分时的等级";
      say(out, text + "。", row.from && day_ < *row.from && row.before ? row.beforeCite : row.cite, row.status);
    }
  }

  void groups() {
    auto& out = section("groups", "封顶和不公开的信息");
    for (const auto& group : m_.groups) {
      std::string text = (group.title.empty() ? std::string(wordName(group.id)) : group.title);
      const auto cap = capOn(m_, group, day_);
      if (cap) {
        text += cap->units > 0 ? "合计最多加 " : "合计最多扣 ";
        text += Decimal4{std::abs(cap->units)}.str() + " 分";
      } else {
        text += "不设封顶";
      }
      if (!group.isPublic) text += "，不对外公开";
      if (!group.decisive) text += "，不得单独使等级变差";
      say(out, text + "。", group.cite, group.id);
    }
  }

  void limits() {
    if (m_.limits.empty()) return;
    auto& out = section("limits", "直接定级和等级限制");
    for (const auto& limit : m_.limits) {
      std::string text = conditionName(m_, limit.when, day_) + "的，";
      if (limit.kind == Limit::Kind::kForce) text += "直接定为 " + limit.level + " 级";
      if (limit.kind == Limit::Kind::kBest) text += "最高为 " + limit.level + " 级";
      if (limit.kind == Limit::Kind::kWorst) text += "最低为 " + limit.level + " 级";
      if (limit.unless) text += "；" + conditionName(m_, *limit.unless, day_) + "的除外";
      if (!limit.over.empty()) text += "；与 " + joinWords(limit.over) + " 冲突时以本条为准";
      say(out, text + "。", limit.cite, limit.id);
    }
  }

  void use() {
    auto& out = section("use", "结果怎么用");
    if (m_.use.inspectionRate) {
      const auto* table = tableOn(m_, *m_.use.inspectionRate, day_);
      std::string text = "双随机抽查比例：";
      for (std::size_t i = 0; table != nullptr && i < table->size(); ++i) {
        text += (i > 0 ? "、" : "") + (*table)[i].word + " 级 " + Decimal4{(*table)[i].value.units * 100}.str() + "%";
      }
      if (table != nullptr) say(out, text + "。");
    }
    for (const auto& [level, measures] : m_.use.incentives) {
      if (!measures.empty()) say(out, level + " 级：" + joinWords(measures) + "。", {}, level);
    }
    say(out, m_.use.publishLevel ? "等级对外公布。" : "等级不对外公布。");
    if (m_.use.publishLedger == "subject_only") say(out, "计分明细只向主体本人提供。");
    if (m_.use.publishLedger == "public") say(out, "计分明细对外公布。");
    if (m_.use.publishLedger == "internal") say(out, "计分明细仅供内部使用。");
  }

  void rights() {
    auto& out = section("rights", "不同意怎么办");
    say(out, "对计分所依据的记录有异议的，可以在信用平台提出，由提供该信息的单位核查；处理期间记录标注异议。");
    if (const auto* disputed = m_.findLifecycle("disputed")) {
      say(out, "异议成立的，更正记录并重新计算等级；原结果和更正结果都保留。", disputed->cite);
    }
    if (const auto* repaired = m_.findLifecycle("repaired")) {
      say(out, "符合条件的可以申请信用修复，修复后按“撤销、修复和异议”一节重新计算。", repaired->cite);
    }
    constexpr std::string_view kTransition[] = {"新旧办法交替时，未办结的按旧办法处理。",
                                                "新旧办法交替时，按新办法处理。",
                                                "新旧办法交替时，未办结的按对主体更有利的办法处理（从旧兼从轻）。"};
    say(out, std::string(kTransition[static_cast<int>(m_.transition)]));
    say(out, "任何人都可以用公开的模型和评价工具重新计算；模型身份 " + m_.identity + "。");
  }

  void law() {
    auto& out = section("law", "依据");
    for (const auto& one : m_.law) {
      std::string text = one.id + "：" + one.title + "（" + std::string(rankName(one.rank)) + "）";
      text += one.validFrom ? "，" + one.validFrom->iso() + " 起有效" : "，有效期待主管部门确认";
      if (const auto last = one.lastDay()) text += "，至 " + last->iso();
      if (!one.supersededBy.empty()) text += "，已被 " + one.supersededBy + " 替代";
      if (!one.note.empty()) text += "；" + one.note;
      say(out, text + "。", {}, one.id);
    }
  }

  const Model& m_;
  std::string_view type_;
  base::CivilDate day_;
  MethodPage page_;
};

}  // namespace

MethodPage methodPage(const Model& model, std::string_view type, base::CivilDate day) {
  return Page(model, type, day).run();
}

std::string methodText(const MethodPage& page) {
  std::string out = page.title + "\n" + page.typeName + "评价方法（" + page.day + " 的数值）\n模型 " + page.model +
                    "，版次 " + page.edition + "，" + page.status + "\n身份 " + page.identity + "\n";
  if (!page.notice.empty()) out += page.notice + "\n";
  for (const auto& section : page.sections) {
    out += "\n【" + section.heading + "】\n";
    for (const auto& line : section.lines) {
      out += "  " + line.text;
      for (std::size_t i = 0; i < line.cite.size(); ++i) out += (i == 0 ? "〔" : "、") + line.cite[i];
      out += line.cite.empty() ? "\n" : "〕\n";
    }
  }
  return out;
}

}  // namespace medcredit::grading
