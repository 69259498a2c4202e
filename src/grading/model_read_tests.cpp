// The tests that stand in the file of a model.
#include <algorithm>
#include <array>

#include "grading/model_reader.h"

namespace medcredit::grading {

namespace {
constexpr std::size_t kMostTests = 1000;
constexpr std::size_t kMostRecords = 1000;
constexpr std::size_t kMostFields = 60;
constexpr std::array<std::string_view, 7> kDates = {"occurred_on", "determined_on", "effective_on", "published_on",
                                                    "ended_on",    "known_on",      "status_on"};
}  // namespace

void ModelReader::readTests(TreeNode& node) {
  if (!read_.isList(node, "tests", kMostTests, true)) return;
  std::set<std::string> seen;
  for (auto& item : node.items) {
    const auto* name = item.isMap() ? item.get("name") : nullptr;
    if (name != nullptr && name->isScalar() && !seen.insert(name->text).second) {
      report_.error("GRAD-0016", name->place, {{"path", "tests"}, {"id", name->text}});
    }
    readTest(item, "tests");
  }
}

void ModelReader::readTest(TreeNode& node, const std::string& path) {
  const Fields fields(node, path, {"name", "as_of", "known_on", "subject", "records", "expect"}, report_);
  if (!fields.ok()) return;
  ModelTest test;
  test.place = node.place;
  if (auto* name = fields.need("name")) read_.text(*name, fields.path("name"), test.name);
  if (auto* at = fields.need("as_of")) read_.date(*at, fields.path("as_of"), test.asOf);
  if (auto* at = fields.find("known_on")) read_.dateOrNone(*at, fields.path("known_on"), test.knownOn);
  if (auto* at = fields.need("subject")) readTestSubject(*at, fields.path("subject"), test);
  if (auto* at = fields.need("records");
      at != nullptr && read_.isList(*at, fields.path("records"), kMostRecords, true)) {
    for (auto& item : at->items) readTestRecord(item, fields.path("records"), test);
  }
  if (auto* at = fields.need("expect")) {
    readExpect(*at, fields.path("expect"), test);
    checkExpectedNames(test, at->place);
  }
  model_.tests.push_back(std::move(test));
}

void ModelReader::readTestSubject(TreeNode& node, const std::string& path, ModelTest& test) {
  const Fields fields(node, path, {"kind", "type", "region", "registered_on", "feeds"}, report_);
  auto& subject = test.subject;
  subject.kind = model_.subject.kind;
  if (auto* at = fields.find("kind")) read_.word(*at, fields.path("kind"), subject.kind);
  if (auto* at = fields.need("type")) read_.word(*at, fields.path("type"), subject.type);
  if (auto* at = fields.find("region")) read_.text(*at, fields.path("region"), subject.region);
  if (auto* at = fields.find("registered_on")) {
    read_.dateOrNone(*at, fields.path("registered_on"), subject.registeredOn);
  }
  if (auto* at = fields.find("feeds")) read_.words(*at, fields.path("feeds"), subject.feeds, true);
}

void ModelReader::readTestRecord(TreeNode& node, const std::string& path, ModelTest& test) {
  if (!read_.isMap(node, path, kMostFields)) return;
  TestRecord record;
  record.place = node.place;
  for (auto& member : node.members) {
    const auto here = path + "." + member.key;
    auto& value = member.value;
    if (member.key == "id" || member.key == "of") {
      read_.word(value, here, member.key == "id" ? record.id : record.of);
      continue;
    }
    std::string text;
    if (value.isScalar()) {
      text = value.text;
    } else if (value.isMap()) {
      for (const auto& item : value.members) {
        text += (text.empty() ? "" : ";") + item.key + "=" + (item.value.isScalar() ? item.value.text : std::string());
      }
    } else if (value.isSequence()) {
      for (const auto& item : value.items) text += (text.empty() ? "" : ";") + item.text;
    }
    base::CivilDate date;
    const bool dated = std::find(kDates.begin(), kDates.end(), member.key) != kDates.end();
    if (dated && !value.isNull() && !read_.date(value, here, date)) continue;
    record.fields.emplace_back(member.key, std::move(text));
  }
  for (const auto& [key, value] : {std::pair{"id", &record.id}, {"of", &record.of}}) {
    if (value->empty() && node.get(key) == nullptr) {
      report_.error("GRAD-0004", node.place, {{"path", path}, {"key", key}});
    }
  }
  test.records.push_back(std::move(record));
}

void ModelReader::expectDecimal(const Fields& fields, std::string_view key, Expected<Decimal4>& out) {
  auto* node = fields.find(key);
  if (node == nullptr) return;
  Decimal4 value;
  if (node->isNull()) {
    out.emplace(std::nullopt);
  } else if (read_.decimal(*node, fields.path(key), value)) {
    out.emplace(value);
  }
}

void ModelReader::expectWord(const Fields& fields, std::string_view key, Expected<std::string>& out) {
  auto* node = fields.find(key);
  if (node == nullptr) return;
  std::string value;
  if (node->isNull()) {
    out.emplace(std::nullopt);
  } else if (read_.word(*node, fields.path(key), value)) {
    out.emplace(std::move(value));
  }
}

void ModelReader::readExpect(TreeNode& node, const std::string& path, ModelTest& test) {
  const Fields fields(node, path,
                      {"score", "level", "public_score", "guarded_by", "limited_by", "unrated_by", "ledger",
                       "if_disputes_upheld", "to_next_level", "inspection_rate"},
                      report_);
  if (!fields.ok()) return;
  auto& expect = test.expect;
  if (node.members.empty()) report_.error("GRAD-0021", node.place, {{"path", path}});
  expectDecimal(fields, "score", expect.score);
  expectDecimal(fields, "public_score", expect.publicScore);
  expectDecimal(fields, "inspection_rate", expect.inspectionRate);
  expectWord(fields, "level", expect.level);
  expectWord(fields, "limited_by", expect.limitedBy);
  expectWord(fields, "unrated_by", expect.unratedBy);
  if (auto* at = fields.find("guarded_by")) {
    auto& groups = expect.guardedBy.emplace();
    if (!at->isNull()) read_.words(*at, fields.path("guarded_by"), groups, true);
  }
  if (auto* at = fields.find("ledger")) {
    expectPoints(*at, fields.path("ledger"), expect.ledger, expect.noLine, expect.emptyLedger);
  }
  std::vector<std::string> none;
  if (auto* at = fields.find("to_next_level")) {
    expectPoints(*at, fields.path("to_next_level"), expect.toNextLevel, none, expect.emptyToNext);
  }
  auto* at = fields.find("if_disputes_upheld");
  if (at == nullptr) return;
  if (at->isNull()) {
    expect.upheldScore.emplace(std::nullopt);
    expect.upheldLevel.emplace(std::nullopt);
    return;
  }
  const Fields upheld(*at, fields.path("if_disputes_upheld"), {"score", "level"}, report_);
  expectDecimal(upheld, "score", expect.upheldScore);
  expectWord(upheld, "level", expect.upheldLevel);
}

void ModelReader::expectPoints(TreeNode& node, const std::string& path,
                               std::vector<std::pair<std::string, Decimal4>>& out, std::vector<std::string>& none,
                               bool& empty) {
  empty = node.isNull();
  if (empty || !read_.isMap(node, path, kMostRecords)) return;
  for (auto& member : node.members) {
    Decimal4 value;
    if (member.value.isNull()) {
      none.push_back(member.key);
    } else if (read_.decimal(member.value, path + "." + member.key, value)) {
      out.emplace_back(member.key, value);
    }
  }
}

bool ModelReader::isLedgerName(const ModelTest& test, const std::string& name) const {
  const auto has = [&](const auto& rows) {
    return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.id == name; });
  };
  if (has(test.records)) return true;
  const bool rule = std::any_of(model_.rules.begin(), model_.rules.end(),
                                [&](const Rule& one) { return one.isAggregate() && one.id == name; });
  if (rule || !model_.indicators) return rule;
  return std::any_of(model_.indicators->nodes.begin(), model_.indicators->nodes.end(),
                     [&](const IndicatorNode& node) { return has(node.leaves); });
}

void ModelReader::checkExpectedNames(const ModelTest& test, const Place& place) {
  const auto refuse = [&](const std::string& what, const std::string& value) {
    report_.error("GRAD-0040", place, {{"name", test.name}, {"what", what}, {"value", value}});
  };
  const auto level = [&](const Expected<std::string>& expected) {
    if (!expected || !*expected || model_.levels.index(**expected) >= 0 || model_.levels.unrated == **expected) return;
    refuse("等级", **expected);
  };
  level(test.expect.level);
  level(test.expect.upheldLevel);
  for (const auto& [record, points] : test.expect.ledger) {
    if (!isLedgerName(test, record)) refuse("记录", record);
  }
  for (const auto& record : test.expect.noLine) {
    if (!isLedgerName(test, record)) refuse("记录", record);
  }
  for (const auto& [name, points] : test.expect.toNextLevel) {
    if (model_.levels.index(name) < 0) refuse("等级", name);
  }
  if (const auto& limited = test.expect.limitedBy; limited && *limited) {
    const bool known =
        std::any_of(model_.limits.begin(), model_.limits.end(), [&](const Limit& one) { return one.id == **limited; });
    if (!known) refuse("限制", **limited);
  }
  if (test.expect.guardedBy) {
    for (const auto& group : *test.expect.guardedBy) {
      if (model_.findGroup(group) == nullptr) refuse("分组", group);
    }
  }
}

}  // namespace medcredit::grading
