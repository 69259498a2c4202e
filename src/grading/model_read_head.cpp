// Identity, subject, period, clock, arithmetic and the law register.
#include <algorithm>

#include "grading/model_reader.h"
#include "grading/overlay.h"

namespace medcredit::grading {

namespace {
constexpr std::size_t kMostLaws = 200;
constexpr std::size_t kMostArticles = 1000;

/// Dotted lower-case name: letters, digits, `-`, `_`, `.`.
bool isModelName(std::string_view text) {
  constexpr std::string_view kPart = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
  return !text.empty() && text.size() <= 120 && text.front() >= 'a' && text.front() <= 'z' && text.back() != '.' &&
         text.find("..") == std::string_view::npos && text.find_first_not_of(kPart) == std::string_view::npos;
}

bool isEdition(std::string_view text) {
  constexpr std::string_view kPart = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  return !text.empty() && text.size() <= 40 && text.find_first_not_of(kPart) == std::string_view::npos;
}
}  // namespace

void ModelReader::readIdentity(const Fields& root) {
  if (auto* node = root.need("cgm")) {
    Decimal4 version;
    if (read_.decimal(*node, "cgm", version) && version != Decimal4::whole(1)) {
      report_.error("GRAD-0027", node->place, {{"value", node->text}});
    }
  }
  if (auto* node = root.need("model")) {
    if (read_.isScalar(*node, "model", "模型名")) {
      if (!isModelName(node->text)) report_.error("GRAD-0028", node->place, {{"value", briefText(*node)}});
      model_.model = node->text;
    }
  }
  if (auto* node = root.need("title")) read_.text(*node, "title", model_.title);
  if (auto* node = root.need("edition")) {
    if (read_.isScalar(*node, "edition", "版次")) {
      if (!isEdition(node->text)) {
        report_.error("GRAD-0009", node->place, {{"path", "edition"}, {"value", briefText(*node)}});
      }
      model_.edition = node->text;
    }
  }
  if (auto* node = root.need("status")) {
    read_.choice<ModelStatus>(*node, "status", model_.status,
                              {{"draft", ModelStatus::kDraft},
                               {"trial", ModelStatus::kTrial},
                               {"in_force", ModelStatus::kInForce},
                               {"withdrawn", ModelStatus::kWithdrawn}});
  }
  if (const auto* node = root.find("extends")) model_.extends = node->text;
}

void ModelReader::readSubject(TreeNode& node) {
  const Fields fields(node, "subject", {"kind", "types", "regions"}, report_);
  model_.subject.place = node.place;
  if (auto* kind = fields.need("kind")) read_.word(*kind, fields.path("kind"), model_.subject.kind);
  if (auto* types = fields.need("types")) read_.words(*types, fields.path("types"), model_.subject.types);
  auto* regions = fields.find("regions");
  if (regions == nullptr || !read_.isList(*regions, fields.path("regions"), 500, false)) return;
  for (const auto& item : regions->items) {
    const bool digits = item.isScalar() && !item.text.empty() && item.text.size() <= 12 &&
                        item.text.find_first_not_of("0123456789") == std::string::npos;
    if (digits) {
      model_.subject.regions.push_back(item.text);
    } else {
      report_.error("GRAD-0045", item.place, {{"path", fields.path("regions")}, {"value", briefText(item)}});
    }
  }
}

void ModelReader::readPeriod(TreeNode& node) {
  const Fields fields(node, "period", {"kind", "from", "last", "generate_on", "publish_by", "external_feeds_by"},
                      report_);
  auto& period = model_.period;
  period.place = node.place;
  auto* kind = fields.need("kind");
  if (kind == nullptr || !read_.choice<Period::Kind>(*kind, fields.path("kind"), period.kind,
                                                     {{"calendar_year", Period::Kind::kCalendarYear},
                                                      {"custom", Period::Kind::kCustom},
                                                      {"rolling", Period::Kind::kRolling}})) {
    return;
  }
  auto* from = period.kind == Period::Kind::kCustom ? fields.need("from") : fields.find("from");
  auto* last = period.kind == Period::Kind::kRolling ? fields.need("last") : fields.find("last");
  if (from != nullptr && period.kind != Period::Kind::kCustom) {
    report_.error("GRAD-0025", from->place, {{"path", "period"}, {"keys", "kind、from"}});
  }
  if (last != nullptr && period.kind != Period::Kind::kRolling) {
    report_.error("GRAD-0025", last->place, {{"path", "period"}, {"keys", "kind、last"}});
  }
  if (from != nullptr) read_.monthDay(*from, fields.path("from"), period.from);
  if (last != nullptr) read_.duration(*last, fields.path("last"), period.last);
  const auto day = [&](std::string_view key, std::optional<MonthDay>& out) {
    MonthDay value;
    if (auto* at = fields.find(key); at != nullptr && read_.monthDay(*at, fields.path(key), value)) out = value;
  };
  day("generate_on", period.generateOn);
  day("publish_by", period.publishBy);
  day("external_feeds_by", period.externalFeedsBy);
  const auto order = [&](const std::optional<MonthDay>& early, const std::optional<MonthDay>& late, const char* what) {
    if (early && late && *late < *early) report_.error("GRAD-0024", node.place, {{"path", "period"}, {"detail", what}});
  };
  order(period.externalFeedsBy, period.generateOn, "外部数据截止日晚于生成日");
  order(period.generateOn, period.publishBy, "生成日晚于公布期限");
}

void ModelReader::readClockAndArith(const Fields& root) {
  if (auto* node = root.need("clock")) {
    const Fields fields(*node, "clock", {"zone", "workdays"}, report_);
    if (auto* zone = fields.need("zone")) {
      read_.choice<std::string>(*zone, "clock.zone", model_.zone, {{"Asia/Shanghai", "Asia/Shanghai"}});
    }
    if (auto* days = fields.need("workdays")) {
      read_.choice<std::string>(*days, "clock.workdays", model_.workdays, {{"cn", "cn"}});
    }
  }
  if (auto* node = root.need("arith")) {
    const Fields fields(*node, "arith", {"decimals", "round"}, report_);
    if (auto* digits = fields.need("decimals")) {
      read_.integer(*digits, "arith.decimals", model_.arith.decimals, 0, 4);
    }
    if (auto* round = fields.need("round")) {
      read_.choice<Arithmetic::Round>(*round, "arith.round", model_.arith.round,
                                      {{"half_up", Arithmetic::Round::kHalfUp},
                                       {"half_even", Arithmetic::Round::kHalfEven},
                                       {"down", Arithmetic::Round::kDown}});
    }
  }
}

void ModelReader::readLaw(TreeNode& node) {
  if (!read_.isMap(node, "law", kMostLaws)) return;
  hasLaw_ = true;
  for (auto& member : node.members) {
    if (!isWordText(member.key)) {
      report_.error("GRAD-0009", member.keyPlace, {{"path", "law"}, {"value", member.key}});
    }
    readLawSource(member.key, member.value);
    model_.law.back().place = member.keyPlace;
  }
  checkSupersession();
}

void ModelReader::readLawSource(const std::string& id, TreeNode& node) {
  auto& law = model_.law.emplace_back();
  law.id = id;
  const auto path = "law." + id;
  const Fields fields(node, path, {"title", "rank", "valid", "confirmed_on", "superseded_by", "articles"}, report_);
  if (auto* title = fields.need("title")) read_.text(*title, fields.path("title"), law.title);
  if (auto* rank = fields.need("rank")) {
    read_.choice<LawRank>(*rank, fields.path("rank"), law.rank,
                          {{"law", LawRank::kLaw},
                           {"administrative_regulation", LawRank::kAdministrativeRegulation},
                           {"state_council", LawRank::kStateCouncil},
                           {"ministry_rule", LawRank::kMinistryRule},
                           {"provincial_regulation", LawRank::kProvincialRegulation},
                           {"provincial_rule", LawRank::kProvincialRule},
                           {"provincial_normative", LawRank::kProvincialNormative},
                           {"city_normative", LawRank::kCityNormative},
                           {"county_plan", LawRank::kCountyPlan},
                           {"standard", LawRank::kStandard},
                           {"internal", LawRank::kInternal}});
  }
  if (auto* valid = fields.need("valid")) {
    const Fields span(*valid, fields.path("valid"), {"from", "to", "term", "note"}, report_);
    if (auto* from = span.need("from")) read_.dateOrNone(*from, span.path("from"), law.validFrom);
    if (auto* to = span.find("to")) read_.dateOrNone(*to, span.path("to"), law.validTo);
    Duration term;
    if (auto* at = span.find("term"); at != nullptr && read_.duration(*at, span.path("term"), term)) law.term = term;
    if (auto* note = span.find("note")) read_.text(*note, span.path("note"), law.note);
    if (law.validFrom && law.validTo && *law.validTo < *law.validFrom) {
      report_.error("GRAD-0024", valid->place, {{"path", span.path()}, {"detail", "失效日早于生效日"}});
    }
  }
  if (auto* on = fields.find("confirmed_on")) read_.dateOrNone(*on, fields.path("confirmed_on"), law.confirmedOn);
  if (auto* by = fields.find("superseded_by"); by != nullptr && !by->isNull()) {
    read_.word(*by, fields.path("superseded_by"), law.supersededBy);
  }
  auto* articles = fields.find("articles");
  if (articles == nullptr || !read_.isMap(*articles, fields.path("articles"), kMostArticles)) return;
  for (auto& article : articles->members) {
    std::string text;
    if (read_.text(article.value, fields.path("articles") + "." + article.key, text)) {
      law.articles.emplace_back(article.key, std::move(text));
    }
  }
}

void ModelReader::checkSupersession() {
  for (const auto& law : model_.law) {
    if (law.supersededBy.empty()) continue;
    const auto* next = model_.findLaw(law.supersededBy);
    if (next == nullptr) {
      report_.error("GRAD-0041", law.place, {{"law", law.id}, {"value", law.supersededBy}});
      continue;
    }
    std::size_t steps = 0;
    while (next != nullptr && next != &law && !next->supersededBy.empty() && ++steps <= model_.law.size()) {
      next = model_.findLaw(next->supersededBy);
    }
    if (next == &law) report_.error("GRAD-0044", law.place, {{"law", law.id}});
  }
}

}  // namespace medcredit::grading
