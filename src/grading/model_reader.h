// The reader of models: effective tree → typed tree. One class, its parts in model_read_*.cpp.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grading/model_fields.h"

namespace medcredit::grading {

/// Most rules a model may have at all; more than kManyRules is a warning (a model must be simple enough to publish).
inline constexpr std::size_t kMostRules = 400;
inline constexpr std::size_t kManyRules = 40;

class ModelReader {
 public:
  explicit ModelReader(Reporter& report) : report_(report), read_(report) {}

  /// Reads the tree (noting the form of its scalars) and returns the model when no error was found in it.
  std::optional<Model> run(TreeNode& tree);

 private:
  /// `cite` of something that needs one: at least one citation, each naming a source of the register.
  void cites(const Fields& fields, Citations& out);
  void citeList(TreeNode& node, const std::string& path, Citations& out);
  /// `id`, unique in `seen`.
  bool id(const Fields& fields, std::set<std::string>& seen, std::string& out);

  // model_read_head.cpp
  void readIdentity(const Fields& root);
  void readSubject(TreeNode& node);
  void readPeriod(TreeNode& node);
  void readClockAndArith(const Fields& root);
  void readLaw(TreeNode& node);
  void readLawSource(const std::string& id, TreeNode& node);
  void checkSupersession();
  // model_read_params.cpp
  void readParams(TreeNode& node);
  void readParam(const std::string& name, TreeNode& node);
  void readParamValues(TreeNode& node, Param& param);
  bool readParamValue(TreeNode& node, const std::string& path, Param& param, ParamValue& value);
  void readLevels(TreeNode& node);
  void readLevelNames(TreeNode& node, const std::string& path);
  bool isLevel(const TreeNode& node, const std::string& path, bool mayBeUnrated = false);
  /// A table by level, or a reference to a parameter that is one.
  bool tableValue(TreeNode& node, const std::string& path, TableValue& out);
  /// Every table the value may stand for, with its place.
  void forEachTable(const TableValue& value, const std::function<void(const WordTable&, const Place&)>& visit) const;
  void checkBands(const WordTable& bands, const Place& place);
  void readCap(TreeNode& node, Group& group);
  /// Base and caps are added to rounded lines: at most as many decimals as those.
  void checkDecimals(Decimal4 value, const Place& place, const std::string& path);
  void readFeeds(TreeNode& node);
  void readUnratedIf(TreeNode& node);
  void readLifecycle(TreeNode& node);
  bool readEffect(const Fields& fields, StatusEffect& out);
  void readGroups(TreeNode& node);
  void readUse(TreeNode& node);
  void readPublish(TreeNode& node);
  void readTransition(TreeNode& node);
  // model_read_rules.cpp
  void readRules(TreeNode& node);
  void readRule(TreeNode& node, const std::string& path);
  void readRecordRule(const Fields& fields, Rule& rule);
  void readRepetition(const Fields& fields, Rule& rule);
  void readAggregateRule(const Fields& fields, Rule& rule);
  void points(TreeNode& node, const std::string& path, PointsValue& out);
  void window(TreeNode& node, const std::string& path, Window& out);
  void decay(TreeNode& node, const std::string& path, Decay& out);
  void decaySteps(TreeNode& node, const std::string& path, Decay& out);
  bool unit(const Fields& fields, Duration::Unit& out);
  void clockField(TreeNode& node, const std::string& path, std::string& out);
  /// A decimal, or a reference to a parameter that is one (`reference` is set then). Bounds hold for both.
  bool decimalOrParam(TreeNode& node, const std::string& path, Decimal4& out, std::optional<Reference>& reference,
                      Decimal4 low, Decimal4 high);
  bool durationValue(TreeNode& node, const std::string& path, DurationValue& out);
  /// The parameter a reference names, when it exists and is of one of the kinds.
  const Param* resolve(const Reference& reference, std::initializer_list<Param::Kind> kinds, const char* wanted);
  void checkUnits(const Rule& rule);
  bool groupName(TreeNode& node, const std::string& path, std::string& out);
  void readLimits(TreeNode& node);
  void readLimit(TreeNode& node, const std::string& path);
  void checkOver(TreeNode& node);
  /// True when the limit is overridden, directly or through others, by one it overrides.
  [[nodiscard]] bool overridesItself(const Limit& start) const;
  // model_read_conditions.cpp
  bool condition(TreeNode& node, const std::string& path, Condition& out, int depth = 0);
  bool conditionTest(int test, const Fields& fields, TreeNode& value, const std::string& path, Condition& out,
                     int depth);
  bool bound(const Fields& fields, std::string_view key, std::optional<Decimal4>& out,
             std::optional<Reference>& reference);
  bool conditionList(TreeNode& node, const std::string& path, std::vector<Condition>& out, int depth);
  bool aggregate(TreeNode& node, const std::string& path, Aggregate::Kind kind, Aggregate& out);
  // model_read_scores.cpp
  void readScores(TreeNode& node);
  void readSheet(const std::string& id, TreeNode& node);
  void sheetItems(const Fields& fields, ScoreSheet& sheet);
  void sheetGroups(TreeNode& node, ScoreSheet& sheet);
  void sheetPoints(TreeNode& node, const std::string& path, ScoreSheet& sheet);
  void readIndicators(TreeNode& node);
  void readIndicatorNode(TreeNode& node, const std::string& path, std::set<std::string>& seen);
  bool readLeaf(TreeNode& node, const std::string& path, std::set<std::string>& seen, IndicatorLeaf& leaf);
  bool leafValue(TreeNode& node, const std::string& path, IndicatorLeaf& leaf);
  bool leafScoring(TreeNode& node, const std::string& path, IndicatorLeaf& leaf);
  bool intervals(TreeNode& node, const std::string& path, IndicatorLeaf& leaf);
  // model_read_tests.cpp
  void readTests(TreeNode& node);
  void readTest(TreeNode& node, const std::string& path);
  void readTestSubject(TreeNode& node, const std::string& path, ModelTest& test);
  void readTestRecord(TreeNode& node, const std::string& path, ModelTest& test);
  void readExpect(TreeNode& node, const std::string& path, ModelTest& test);
  void expectPoints(TreeNode& node, const std::string& path, std::vector<std::pair<std::string, Decimal4>>& out,
                    std::vector<std::string>& none, bool& empty);
  [[nodiscard]] bool isLedgerName(const ModelTest& test, const std::string& name) const;
  void expectDecimal(const Fields& fields, std::string_view key, Expected<Decimal4>& out);
  void expectWord(const Fields& fields, std::string_view key, Expected<std::string>& out);
  void checkExpectedNames(const ModelTest& test, const Place& place);

  Reporter& report_;
  ValueReader read_;
  Model model_;
  bool hasLaw_ = false;
};

}  // namespace medcredit::grading
