// The corpus of malformed models: every one is refused at the right line with the expected code. Each row changes one
// spot of a good model; the finding must stand on the line of that spot, or on the line that holds `at`.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/req.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading {
namespace {

struct Bad {
  std::string from;
  std::string to;
  std::string code;
  std::string at;  ///< text on the line of the finding; empty: the line of the change
};

int lineOf(const std::string& text, std::size_t offset) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::string longWord(std::size_t size) { return std::string(size, 'a'); }

std::string manyTimes(std::size_t count, const std::string& one) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += one;
  return out;
}

const std::string kRuleG =
    "- {id: G1, of: award, group: good, points: 3, clock: occurred_on, decay: {linear: P24M, unit: month}, cite: "
    "[L1#7],";
const std::string kRuleN =
    "- {id: N1, of: penalty, group: bad, points: $fine, clock: determined_on, window: {last: $life}, cite: [L1#8],";
const std::string kLimit =
    "- {id: F1, force: C, if: {exists: {of: serious_list, where: active}}, cite: [L1#10], say: 严重失信名单}";
const std::string kGate = "- {id: M1, if: {feeds_below: 0.5}, say: 来源不足, cite: [L1#2]}";
const std::string kExpect = "  expect: {score: 80, level: B}";

/// What a YAML reader might let through.
std::vector<Bad> yamlTraps() {
  return {
      {"title: 测试模型", "title: 测试模型\ntitle: 又一个", "PROF-0002", "title: 又一个"},
      {"title: 测试模型", "title: &a 测试模型", "PROF-0003", ""},
      {"title: 测试模型", "title: *a", "PROF-0001", ""},
      {"title: 测试模型", "<<: {title: x}", "PROF-0003", ""},
      {"title: 测试模型", "title: yes", "PROF-0004", ""},
      {"title: 测试模型", "title: No", "PROF-0004", ""},
      {"title: 测试模型", "title: on", "PROF-0004", ""},
      {"title: 测试模型", "title: OFF", "PROF-0004", ""},
      {"title: 测试模型", "title: 12:30", "PROF-0004", ""},
      {"title: 测试模型", "title: NULL", "PROF-0004", ""},
      {"title: 测试模型", "title: .nan", "PROF-0004", ""},
      {"base: {unit: 分, values: {2026-01-01: {v: 80,", "base: {unit: 分, values: {2026-01-01: {v: 010,", "PROF-0004",
       ""},
      {"base: {unit: 分, values: {2026-01-01: {v: 80,", "base: {unit: 分, values: {2026-01-01: {v: 0x50,", "PROF-0004",
       ""},
      {"base: {unit: 分, values: {2026-01-01: {v: 80,", "base: {unit: 分, values: {2026-01-01: {v: 1_000,", "PROF-0004",
       ""},
      {"title: 测试模型", "title: !!str 测试模型", "PROF-0005", ""},
      {"title: 测试模型", "title:\t测试模型", "PROF-0005", ""},
      {"status: draft", "status: draft\n---\ncgm: 1", "PROF-0005", "---"},
      {"title: 测试模型", "title: 测试: 模型", "PROF-0001", "title: 测试: 模型"},
      {"feeds: {penalty: 2", "feeds: {penalty: 2, [a]: 1", "PROF-0005", ""},
      {"title: 测试模型", "title: 测试\n  模型", "PROF-0005", "title: 测试"},
      {"status: draft", "status: draft\nx: " + manyTimes(40, "[") + manyTimes(40, "]"), "PROF-0005", "x: ["},
      {"cgm: 1", "%YAML 1.2", "PROF-0005", ""},
  };
}

std::vector<Bad> headOffences() {
  return {
      {"cgm: 1", "cgm: 2", "GRAD-0027", ""},
      {"cgm: 1", "cgm: one", "GRAD-0005", ""},
      {"cgm: 1", "cgm: \"1\"", "GRAD-0005", ""},
      {"model: test.small", "model: Test.Small", "GRAD-0028", ""},
      {"model: test.small", "model: test..small", "GRAD-0028", ""},
      {"model: test.small", "model: [test]", "GRAD-0002", ""},
      {"title: 测试模型", "title: \"\"", "GRAD-0021", ""},
      {"title: 测试模型", "title: ~", "GRAD-0002", ""},
      {"title: 测试模型", "title: " + longWord(2001), "GRAD-0023", ""},
      {"title: 测试模型\n", "", "GRAD-0004", "cgm: 1"},
      {"edition: 2026.1", "edition: 2026 年", "GRAD-0009", ""},
      {"status: draft", "status: final", "GRAD-0010", ""},
      {"status: draft\n", "", "GRAD-0004", "cgm: 1"},
      {"status: draft", "status: draft\nrulez: []", "GRAD-0003", "rulez"},
      {"status: draft", "status: draft\nextends: test.base", "GRAD-0101", "extends"},
      {"status: draft", "status: draft\nextends: test.base@2025", "GRAD-0102", "extends"},
      {"status: draft", "status: draft\nreplace: {transition: {pending: old}}", "GRAD-0113", "replace"},
      {"status: draft", "status: draft\nremove: [rules.G1]", "GRAD-0113", "remove"},
      {"subject: {kind: institution, types: [hospital]}", "subject: institution", "GRAD-0002", ""},
      {"types: [hospital]", "types: []", "GRAD-0021", ""},
      {"types: [hospital]", "types: hospital", "GRAD-0002", ""},
      {"types: [hospital]", "types: [hospital, hospital]", "GRAD-0016", ""},
      {"types: [hospital]", "types: [医院]", "GRAD-0009", ""},
      {"types: [hospital]", "types: [hospital], regions: [海口]", "GRAD-0045", ""},
      {"types: [hospital]", "types: [hospital], regions: []", "GRAD-0021", ""},
      {"types: [hospital]", "types: [hospital], region: [\"46\"]", "GRAD-0003", ""},
      {"kind: institution, ", "", "GRAD-0004", "subject:"},
      {"period: {kind: calendar_year}", "period: {kind: yearly}", "GRAD-0010", ""},
      {"period: {kind: calendar_year}", "period: {kind: custom}", "GRAD-0004", ""},
      {"period: {kind: calendar_year}", "period: {kind: rolling}", "GRAD-0004", ""},
      {"period: {kind: calendar_year}", "period: {kind: calendar_year, last: P12M}", "GRAD-0025", ""},
      {"period: {kind: calendar_year}", "period: {kind: calendar_year, from: \"06-01\"}", "GRAD-0025", ""},
      {"period: {kind: calendar_year}", "period: {kind: custom, from: \"02-29\"}", "GRAD-0008", ""},
      {"period: {kind: calendar_year}", "period: {kind: custom, from: \"6-1\"}", "GRAD-0008", ""},
      {"period: {kind: calendar_year}", "period: {kind: rolling, last: 12M}", "GRAD-0007", ""},
      {"period: {kind: calendar_year}", "period: {kind: calendar_year, generate_on: \"13-01\"}", "GRAD-0008", ""},
      {"period: {kind: calendar_year}", "period: {kind: calendar_year, generate_on: \"01-26\", publish_by: \"01-25\"}",
       "GRAD-0024", ""},
      {"period: {kind: calendar_year}",
       "period: {kind: calendar_year, external_feeds_by: \"01-21\", generate_on: \"01-20\"}", "GRAD-0024", ""},
      {"zone: Asia/Shanghai", "zone: UTC", "GRAD-0010", ""},
      {"workdays: cn", "workdays: us", "GRAD-0010", ""},
      {"decimals: 2", "decimals: 5", "GRAD-0022", ""},
      {"decimals: 2", "decimals: 1.5", "GRAD-0002", ""},
      {"round: half_up", "round: up", "GRAD-0010", ""},
      {"arith: {decimals: 2, round: half_up}\n", "", "GRAD-0004", "cgm: 1"},
  };
}

std::vector<Bad> lawAndParamOffences() {
  const std::string base = "base: {unit: 分, values: {2026-01-01: {v: 80, cite: [L1#1]}}}";
  const std::string fine = "fine: {by: severity, values: {2026-01-01: {v: {minor: -2, serious: -15}, cite: [L1#3]}}}";
  const std::string bands = "bands: {values: {2026-01-01: {v: {A: 84, B: 70, C: 0}, cite: [L1#2]}}}";
  const std::string life = "life: {values: {2026-01-01: {v: P3Y, cite: [L1#4]}}}";
  return {
      {"rank: provincial_normative", "rank: province", "GRAD-0010", ""},
      {"valid: {from: 2025-01-01}", "valid: {from: 2025-02-30}", "GRAD-0006", ""},
      {"valid: {from: 2025-01-01}", "valid: {from: 2025-01-01, to: 2024-12-31}", "GRAD-0024", ""},
      {"valid: {from: 2025-01-01}", "valid: {from: 2025-01-01, term: 2Y}", "GRAD-0007", ""},
      {"valid: {from: 2025-01-01}", "valid: {}", "GRAD-0004", ""},
      {"valid: {from: 2025-01-01}, ", "", "GRAD-0004", "L1: {title"},
      {"confirmed_on: 2026-10-01", "confirmed_on: 昨天", "GRAD-0006", ""},
      {"confirmed_on: 2026-10-01", "confirmed_on: 2026-10-01, superseded_by: L9", "GRAD-0041", ""},
      {"confirmed_on: 2026-10-01", "confirmed_on: 2026-10-01, superseded_by: L1", "GRAD-0044", ""},
      {"title: 示例办法, ", "", "GRAD-0004", "L1: {"},
      {"  L1: {title", "  1L: {title", "GRAD-0009", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80, cite: [L9#1]}}}", "GRAD-0012", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80, cite: [L1#]}}}", "GRAD-0011", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80, cite: [\"L1 第一条\"]}}}", "GRAD-0011", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80, cite: L1#1}}}", "GRAD-0002", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80, cite: []}}}", "GRAD-0046", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80}}}", "GRAD-0046", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80.00001, cite: [L1]}}}", "GRAD-0005", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 8e1, cite: [L1]}}}", "GRAD-0005", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: +80, cite: [L1]}}}", "GRAD-0005", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 8000000000, cite: [L1]}}}", "GRAD-0005", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80.125, cite: [L1]}}}", "GRAD-0055", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: P1Y, cite: [L1]}}}", "GRAD-0014", ""},
      {base, "base: {unit: 分, values: {2026-13-01: {v: 80, cite: [L1]}}}", "GRAD-0006", ""},
      {base, "base: {unit: 分, values: {}}", "GRAD-0021", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80, cite: [L1]}, 2026-01-01: {v: 81, cite: [L1]}}}",
       "PROF-0002", ""},
      {base, "base: {unit: 分, values: {2026-01-01: {v: 80, cite: [L1]}, 2027-01-01: {v: P1Y, cite: [L1]}}}",
       "GRAD-0014", ""},
      {base, "basis: {unit: 分, values: {2026-01-01: {v: 80, cite: [L1]}}}", "GRAD-0004", ""},
      {fine, "fine: {by: severity, values: {2026-01-01: {v: -2, cite: [L1#3]}}}", "GRAD-0002", ""},
      {fine, "fine: {by: severity, values: {2026-01-01: {v: {轻微: -2}, cite: [L1#3]}}}", "GRAD-0009", ""},
      {fine, "fine: {by: severity, values: {2026-01-01: {v: {minor: 两分}, cite: [L1#3]}}}", "GRAD-0005", ""},
      {fine, "fine: {values: {2026-01-01: {v: {minor: -2, serious: -15}, cite: [L1#3]}}}", "GRAD-0014",
       "points: $fine"},
      {bands, "bands: {values: {2026-01-01: {v: {A: 84, B: 84, C: 0}, cite: [L1#2]}}}", "GRAD-0029", ""},
      {bands, "bands: {values: {2026-01-01: {v: {A: 70, B: 84, C: 0}, cite: [L1#2]}}}", "GRAD-0029", ""},
      {bands, "bands: {values: {2026-01-01: {v: {A: 84, C: 0}, cite: [L1#2]}}}", "GRAD-0030", ""},
      {bands, "bands: {values: {2026-01-01: {v: {A: 84, B: 70, C: 0, E: -5}, cite: [L1#2]}}}", "GRAD-0018", ""},
      {bands, "bands: {by: severity, values: {2026-01-01: {v: {A: 84, B: 70, C: 0}, cite: [L1#2]}}}", "GRAD-0014",
       "levels:"},
      {life, "life: {values: {2026-01-01: {v: P0M, cite: [L1#4]}}}", "GRAD-0007", ""},
      {life, "life: {values: {2026-01-01: {v: P3W, cite: [L1#4]}}}", "GRAD-0007", ""},
      {life, "life: {values: {2026-01-01: {v: P1Y6M, cite: [L1#4]}}}", "GRAD-0007", ""},
      {life, "life: {values: {2026-01-01: {v: P900Y, cite: [L1#4]}}}", "GRAD-0007", ""},
      {"bands: $bands", "bands: $band", "GRAD-0013", ""},
      {"bands: $bands", "bands: $life", "GRAD-0014", ""},
      {"bands: $bands", "bands: {A: 84, B: 70}", "GRAD-0030", ""},
      {"bands: $bands", "bands: $", "GRAD-0026", ""},
      {"order: [A, B, C]", "order: [A]", "GRAD-0022", ""},
      {"order: [A, B, C]", "order: [A, B, B]", "GRAD-0016", ""},
      {"unrated: M", "unrated: C", "GRAD-0016", ""},
      {"unrated: M", "unrated: ~", "GRAD-0049", "- {id: M1"},
      {"unrated: M", "unrated: M, names: {E: 严重}", "GRAD-0018", ""},
      {"unrated: M", "unrated: M, reserved: [E]", "GRAD-0018", ""},
      {"scheme: A-C+M, ", "", "GRAD-0004", "levels:"},
      {"feeds: {penalty: 2", "feeds: {penalty: 0", "GRAD-0022", ""},
      {"feeds: {penalty: 2", "feeds: {penalty: -1", "GRAD-0022", ""},
      {"feeds: {penalty: 2", "feeds: {处罚: 2", "GRAD-0009", ""},
      {"feeds: {penalty: 2, award: 1, reference: 1}", "feeds: [penalty]", "GRAD-0002", ""},
  };
}

std::vector<Bad> stateAndGroupOffences() {
  return {
      {kGate, "- {id: M1, if: {feeds_below: 1.5}, cite: [L1#2]}", "GRAD-0022", ""},
      {kGate, "- {id: M1, if: {feed_below: 0.5}, cite: [L1#2]}", "GRAD-0003", ""},
      {kGate, "- {id: M1, if: {}, cite: [L1#2]}", "GRAD-0004", ""},
      {kGate, "- {id: M1, cite: [L1#2]}", "GRAD-0004", ""},
      {kGate, "- {if: {feeds_below: 0.5}, cite: [L1#2]}", "GRAD-0004", ""},
      {kGate, "- {id: M1, if: {feeds_below: 0.5}}", "GRAD-0046", ""},
      {kGate, "- {id: M1, if: {feeds_below: 0.5, age_below: P6M}, cite: [L1#2]}", "GRAD-0025", ""},
      {kGate, "- {id: M1, if: {feeds_below: 0.5, at_least: 1}, cite: [L1#2]}", "GRAD-0025", ""},
      {kGate, "- {id: M1, if: {age_below: $base}, cite: [L1#2]}", "GRAD-0014", ""},
      {kGate, "- {id: M1, if: {age_below: P6}, cite: [L1#2]}", "GRAD-0007", ""},
      {kGate, "- {id: M1, if: {where: severity = minor}, cite: [L1#2]}", "GRAD-0052", ""},
      {kGate, "- {id: M1, if: {critical_failed: sheet}, cite: [L1#2]}", "GRAD-0019", ""},
      {kGate, "- {id: M1, if: {all: []}, cite: [L1#2]}", "GRAD-0021", ""},
      {kGate, "- {id: M1, if: {not: [a]}, cite: [L1#2]}", "GRAD-0002", ""},
      {kGate,
       "- {id: M1, if: " + manyTimes(20, "{not: ") + "{feeds_below: 0.5}" + manyTimes(20, "}") + ", cite: [L1#2]}",
       "GRAD-0023", ""},
      {kGate, kGate + "\n" + "- {id: M1, if: {age_below: P6M}, cite: [L1#2]}", "GRAD-0016", "age_below"},
      {"repaired: {effect: exclude, cite: [L1#5]}", "repaired: {effect: ignore, cite: [L1#5]}", "GRAD-0010", ""},
      {"repaired: {effect: exclude, cite: [L1#5]}", "repaired: {effect: factor, cite: [L1#5]}", "GRAD-0004", ""},
      {"repaired: {effect: exclude, cite: [L1#5]}", "repaired: {effect: factor, factor: 1.5, cite: [L1#5]}",
       "GRAD-0022", ""},
      {"repaired: {effect: exclude, cite: [L1#5]}", "repaired: {effect: exclude, factor: 0.5, cite: [L1#5]}",
       "GRAD-0025", ""},
      {"repaired: {effect: exclude, cite: [L1#5]}",
       "repaired: {effect: exclude, before: {effect: count, cite: [L1]}, cite: [L1#5]}", "GRAD-0042", ""},
      {"repaired: {effect: exclude, cite: [L1#5]}", "repaired: {effect: exclude, from: 2026-04-31, cite: [L1#5]}",
       "GRAD-0006", ""},
      {"repaired: {effect: exclude, cite: [L1#5]}", "repaired: {effect: exclude}", "GRAD-0046", ""},
      {"alternative: exclude", "alternative: factor", "GRAD-0010", ""},
      {"good: {cap: 6", "good: {cap: 0", "GRAD-0056", ""},
      {"good: {cap: 6", "good: {cap: 6.125", "GRAD-0055", ""},
      {"good: {cap: 6", "good: {cap: many", "GRAD-0005", ""},
      {"good: {cap: 6", "good: {cap: $life", "GRAD-0014", ""},
      {"public: false", "public: maybe", "GRAD-0002", ""},
      {"public: false", "public: \"false\"", "GRAD-0002", ""},
      {"  ref: {cap: -1, public: false, decisive: false, cite: [L1#6]}",
       "  ref: {cap: -1, public: false, decisive: false}", "GRAD-0046", ""},
      {"groups_hidden: [ref]", "groups_hidden: [secret]", "GRAD-0017", ""},
      {"ledger: subject_only", "ledger: everybody", "GRAD-0010", ""},
      {"inspection_rate: {A: 0.05", "inspection_rate: {A: 1.05", "GRAD-0022", ""},
      {"inspection_rate: {A: 0.05", "inspection_rate: {E: 0.05", "GRAD-0018", ""},
      {"inspection_rate: {A: 0.05, B: 0.2, C: 1, M: 0.3}", "inspection_rate: $fine", "GRAD-0014", ""},
      {"use:\n", "use:\n  incentives: {E: [通报表扬]}\n", "GRAD-0018", "incentives"},
      {"use:\n", "use:\n  incentives: {A: 通报表扬}\n", "GRAD-0002", "incentives"},
      {"pending: more_favourable", "pending: newest", "GRAD-0010", ""},
      {"transition: {pending: more_favourable}\n", "", "GRAD-0004", "cgm: 1"},
  };
}

std::vector<Bad> ruleOffences() {
  const auto rule = [](const std::string& more) {
    return "- {id: N1, of: penalty, group: bad, points: -5, cite: [L1#8], " + more + ",";
  };
  return {
      {kRuleN, "- {id: N1, of: penalty, group: worse, points: $fine, cite: [L1#8],", "GRAD-0017", ""},
      {kRuleN, "- {id: G1, of: penalty, group: bad, points: $fine, cite: [L1#8],", "GRAD-0016", ""},
      {kRuleN, "- {of: penalty, group: bad, points: $fine, cite: [L1#8],", "GRAD-0004", ""},
      {kRuleN, "- {id: N1, group: bad, points: $fine, cite: [L1#8],", "GRAD-0004", ""},
      {kRuleN, "- {id: N1, of: penalty, points: $fine, cite: [L1#8],", "GRAD-0004", ""},
      {kRuleN, "- {id: N1, of: penalty, group: bad, cite: [L1#8],", "GRAD-0004", ""},
      {kRuleN, "- {id: N1, of: penalty, group: bad, points: $fine,", "GRAD-0046", ""},
      {kRuleN, "- {id: N1, of: penalty, group: bad, points: $fines, cite: [L1#8],", "GRAD-0013", ""},
      {kRuleN, "- {id: N1, of: penalty, group: bad, points: $life, cite: [L1#8],", "GRAD-0014", ""},
      {kRuleN, "- {id: N1, of: penalty, group: bad, points: {v: {minor: -1}}, cite: [L1#8],", "GRAD-0004", ""},
      {kRuleN, "- {id: N1, of: penalty, group: bad, points: {by: severity, v: {}}, cite: [L1#8],", "GRAD-0021", ""},
      {kRuleN, "- {id: N1, of: [penalty], group: bad, points: $fine, cite: [L1#8],", "GRAD-0002", ""},
      {kRuleN, "- {id: N1, of: penalty, if: {exists: {of: penalty}}, group: bad, points: -1, cite: [L1#8],",
       "GRAD-0025", ""},
      {kRuleN, rule("clock: known_on"), "GRAD-0010", ""},
      {kRuleN, rule("window: {in: year}"), "GRAD-0010", ""},
      {kRuleN, rule("window: {last: 5 years}"), "GRAD-0007", ""},
      {kRuleN, rule("window: {last: $fine}"), "GRAD-0014", ""},
      {kRuleN, rule("window: {after: 2026-02-29}"), "GRAD-0006", ""},
      {kRuleN, rule("window: {continuing: true}"), "GRAD-0010", ""},
      {kRuleN, rule("window: {first: P1Y}"), "GRAD-0003", ""},
      {kRuleN, rule("per: week"), "GRAD-0010", ""},
      {kRuleN, rule("weight: -1"), "GRAD-0022", ""},
      {kRuleN, rule("weight: $life"), "GRAD-0014", ""},
      {kRuleN, rule("decay: {linear: P24M}"), "GRAD-0004", ""},
      {kRuleN, rule("decay: {linear: P24M, unit: week}"), "GRAD-0010", ""},
      {kRuleN, rule("decay: {linear: P24M, unit: day}"), "GRAD-0032", ""},
      {kRuleN, rule("decay: {linear: P24M, half_life: P1Y, unit: month}"), "GRAD-0025", ""},
      {kRuleN, rule("decay: {unit: month}"), "GRAD-0004", ""},
      {kRuleN, rule("decay: {steps: []}"), "GRAD-0021", ""},
      {kRuleN, rule("decay: {steps: [[P12M, 1], [P6M, 0.5]]}"), "GRAD-0033", ""},
      {kRuleN, rule("decay: {steps: [[P12M, 1], [P700D, 0.5]]}"), "GRAD-0032", ""},
      {kRuleN, rule("decay: {steps: [[P12M, 1.5]]}"), "GRAD-0022", ""},
      {kRuleN, rule("decay: {steps: [[P12M]]}"), "GRAD-0002", ""},
      {kRuleN, rule("decay: {steps: [[P12M, 1]], unit: month}"), "GRAD-0025", ""},
      {kRuleN, rule("window: {last: P365D}, decay: {linear: P24M, unit: month}"), "GRAD-0032", ""},
      {kRuleN, rule("use_factor: 1.1"), "GRAD-0022", ""},
      {kRuleN, rule("repeat: []"), "GRAD-0021", ""},
      {kRuleN, rule("repeat: [1, 2]"), "GRAD-0022", ""},
      {kRuleN, rule("repeat: 0.5"), "GRAD-0002", ""},
      {kRuleN, rule("max_times: 0"), "GRAD-0022", ""},
      {kRuleN, rule("max_times: 1.5"), "GRAD-0002", ""},
      {kRuleN, rule("once_per: [act]"), "GRAD-0002", ""},
      {kRuleN, rule("unless: always"), "GRAD-0002", ""},
      {kRuleN, rule("decays: 1"), "GRAD-0003", ""},
      {kRuleN, rule("say2: x"), "GRAD-0003", ""},
      {kRuleN, "- {id: N1, if: {count: {of: penalty}, at_least: 3}, group: bad, points: $fine, cite: [L1#8],",
       "GRAD-0031", ""},
      {kRuleN, "- {id: N1, if: {count: {of: penalty}, at_least: 3}, group: bad, points: -3, per: value, cite: [L1#8],",
       "GRAD-0031", ""},
      {kRuleN,
       "- {id: N1, if: {count: {of: penalty}, at_least: 3}, group: bad, points: -3, window: {in: period}, cite: "
       "[L1#8],",
       "GRAD-0031", ""},
      {"rules:\n", "rules: []\nrulez:\n", "GRAD-0021", "rules: []"},
      {"points: -1, clock: occurred_on", "points: ~, clock: occurred_on", "GRAD-0002", ""},
  };
}

std::vector<Bad> expressionOffences() {
  const auto where = [](const std::string& text) {
    return "- {id: N1, of: penalty, group: bad, points: -5, where: \"" + text + "\", cite: [L1#8],";
  };
  std::vector<Bad> out;
  for (const char* text : {"",
                           "severity =",
                           "= minor",
                           "severity == minor",
                           "severity in minor",
                           "severity in [minor",
                           "severity in []",
                           "value between 1",
                           "value between 1 and",
                           "value between minor and serious",
                           "value between 1 and 2026-01-01",
                           "severity > minor",
                           "(severity = minor",
                           "severity = minor)",
                           "severity = minor and",
                           "and severity = minor",
                           "not",
                           "severity = 'minor",
                           "severity ~ minor",
                           "severity = minor or or value > 1",
                           "value > 1.23456",
                           "occurred_on > 2026-02-30",
                           "subject.name = a",
                           "a b",
                           "严重程度 = 1"}) {
    out.push_back({kRuleN, where(text), "GRAD-0015", ""});
  }
  std::string deep = "active";
  for (int i = 0; i < 40; ++i) deep = "(" + deep + ")";
  out.push_back({kRuleN, where(deep), "GRAD-0015", ""});
  out.push_back({kRuleN, where(manyTimes(300, "not ") + "active"), "GRAD-0015", ""});
  out.push_back({kRuleN, where("a" + manyTimes(300, " or a")), "GRAD-0015", ""});
  return out;
}

std::vector<Bad> limitAndTestOffences() {
  return {
      {kLimit, "- {id: F1, force: E, if: {exists: {of: serious_list}}, cite: [L1#10]}", "GRAD-0018", ""},
      {kLimit, "- {id: F1, force: M, if: {exists: {of: serious_list}}, cite: [L1#10]}", "GRAD-0018", ""},
      {kLimit, "- {id: F1, if: {exists: {of: serious_list}}, cite: [L1#10]}", "GRAD-0004", ""},
      {kLimit, "- {id: F1, force: C, best: B, if: {exists: {of: serious_list}}, cite: [L1#10]}", "GRAD-0025", ""},
      {kLimit, "- {id: F1, force: C, cite: [L1#10]}", "GRAD-0004", ""},
      {kLimit, "- {id: F1, force: C, if: {exists: {of: serious_list}}}", "GRAD-0046", ""},
      {kLimit, "- {id: F1, force: C, if: {exists: {where: active}}, cite: [L1#10]}", "GRAD-0004", ""},
      {kLimit, "- {id: F1, force: C, if: {exists: {of: serious_list}, at_least: 1}, cite: [L1#10]}", "GRAD-0025", ""},
      {kLimit, "- {id: F1, force: C, if: {exists: {of: serious_list, field: value}}, cite: [L1#10]}", "GRAD-0025", ""},
      {kLimit, "- {id: F1, force: C, if: {count: {of: serious_list}, at_least: 3, at_most: 2}, cite: [L1#10]}",
       "GRAD-0024", ""},
      {kLimit, "- {id: F1, force: C, if: {count: {of: []}}, cite: [L1#10]}", "GRAD-0021", ""},
      {kLimit, "- {id: F1, force: C, if: {count: {of: x, last: 1}}, cite: [L1#10]}", "GRAD-0007", ""},
      {kLimit, "- {id: F1, force: C, if: {count: {of: x}, at_least: $life}, cite: [L1#10]}", "GRAD-0014", ""},
      {kLimit, "- {id: F1, force: C, if: {exists: {of: x}}, over: [F2], cite: [L1#10]}", "GRAD-0020", ""},
      {kLimit, "- {id: F1, force: C, if: {exists: {of: x}}, over: [F1], cite: [L1#10]}", "GRAD-0020", ""},
      {kLimit, kLimit + "\n- {id: F1, best: B, if: {exists: {of: x}}, cite: [L1#10]}", "GRAD-0016", "best: B"},
      {kLimit,
       "- {id: F1, force: C, if: {exists: {of: x}}, over: [F2], cite: [L1]}\n- {id: F2, force: B, if: {exists: {of: "
       "y}}, over: [F3], cite: [L1]}\n- {id: F3, force: A, if: {exists: {of: z}}, over: [F1], cite: [L1]}",
       "GRAD-0238", ""},
      {"  as_of: 2026-12-31", "  as_of: 2026-12-32", "GRAD-0006", ""},
      {"  records: []", "  records: none", "GRAD-0002", ""},
      {"  records: []", "  records: [{of: penalty}]", "GRAD-0004", ""},
      {"  records: []", "  records: [{id: r}]", "GRAD-0004", ""},
      {"  records: []", "  records: [{id: r, of: penalty, determined_on: 2026-02-30}]", "GRAD-0006", ""},
      {"type: hospital, feeds", "type: [hospital], feeds", "GRAD-0002", ""},
      {"registered_on: 2020-01-01", "registered_on: 2020", "GRAD-0006", ""},
      {kExpect, "  expect: {}", "GRAD-0021", ""},
      {kExpect, "  expect: {points: 80}", "GRAD-0003", ""},
      {kExpect, "  expect: {score: high}", "GRAD-0005", ""},
      {kExpect, "  expect: {level: E}", "GRAD-0040", ""},
      {kExpect, "  expect: {ledger: {r9: 1}}", "GRAD-0040", ""},
      {kExpect, "  expect: {limited_by: L9}", "GRAD-0040", ""},
      {kExpect, "  expect: {guarded_by: [secret]}", "GRAD-0040", ""},
      {kExpect, "  expect: {to_next_level: {Z: 1}}", "GRAD-0040", ""},
      {"- name: 无记录\n", "- title: 无记录\n", "GRAD-0003", "- title"},
  };
}

std::vector<Bad> sheetOffences() {
  const std::string at = "rules:\n";
  const auto sheet = [](const std::string& items, const std::string& more) {
    return "scores:\n  sheet: {of: score_sheet, items: " + items + ", " + more + ", cite: [L1#4]}\nrules:\n";
  };
  const std::string good = "{S1: 60, S2: 40}";
  const std::string tail = "normalise: applicable, to_points: [[60, 1], [0, -5]]";
  const auto tree = [](const std::string& nodes) {
    return "indicators:\n  group: good\n  full: 10\n  tree: " + nodes + "\nrules:\n";
  };
  const std::string leaf = "{id: I1, title: 一, weight: 100, cite: [L1], value: {count: {of: award}}, scoring: ";
  return {
      {at, sheet("{S1: 0}", tail + ", group: good"), "GRAD-0022", "sheet:"},
      {at, sheet("[S1]", tail + ", group: good"), "GRAD-0002", "sheet:"},
      {at, sheet(good, tail + ", group: none"), "GRAD-0017", "sheet:"},
      {at, sheet(good, tail + ", group: bad_or_ref"), "GRAD-0037", "sheet:"},
      {at, sheet(good, tail + ", group: good, critical: [S9]"), "GRAD-0036", "sheet:"},
      {at, sheet(good, "normalise: yearly, to_points: [[0, 1]], group: good"), "GRAD-0010", "sheet:"},
      {at, sheet(good, "normalise: none, to_points: [[60, 1], [90, 5]], group: good"), "GRAD-0035", "sheet:"},
      {at, sheet(good, "normalise: none, to_points: [[60, 1]], group: good"), "GRAD-0053", "sheet:"},
      {at, sheet(good, "normalise: none, to_points: [[60]], group: good"), "GRAD-0002", "sheet:"},
      {at, sheet(good, "to_points: [[0, 1]], group: good"), "GRAD-0004", "sheet:"},
      {at, tree("[" + leaf + "{boolean: {true: 100, false: 0}}, extra: 1}]"), "GRAD-0003", "tree:"},
      {at, tree("[" + leaf + "{boolean: {true: 100}}}]"), "GRAD-0004", "tree:"},
      {at, tree("[" + leaf + "{boolean: {true: 101, false: 0}}}]"), "GRAD-0022", "tree:"},
      {at, tree("[" + leaf + "{guess: 1}}]"), "GRAD-0003", "tree:"},
      {at, tree("[" + leaf + "{interval: [[~, 1, 0], [2, ~, 100]]}}]"), "GRAD-0039", "tree:"},
      {at, tree("[" + leaf + "{interval: [[0, 1, 0], [1, ~, 100]]}}]"), "GRAD-0039", "tree:"},
      {at, tree("[" + leaf + "{linear: {from: 5, to: 5}}}]"), "GRAD-0024", "tree:"},
      {at, tree("[" + leaf + "{ratio: {to: {exists: {of: x}}}}}]"), "GRAD-0003", "tree:"},
      {at,
       tree("[{id: I1, title: 一, weight: 90, cite: [L1], value: {latest: {of: x}}, scoring: {linear: {from: 0, to: "
            "5}}}]"),
       "GRAD-0038", "tree:"},
      {at,
       tree("[{id: T, title: 一, weight: 100, cite: [L1], children: [{id: U, title: 二, weight: 100, cite: [L1], "
            "children: []}]}]"),
       "GRAD-0054", "tree:"},
  };
}

void expectRefused(const std::vector<Bad>& corpus) {
  for (const auto& bad : corpus) {
    const auto text = test::changed(test::smallModel(), bad.from, bad.to);
    const auto offset = bad.at.empty() ? test::smallModel().find(bad.from) : text.find(bad.at);
    ASSERT_NE(offset, std::string::npos) << bad.at;
    const int line = lineOf(text, offset);
    const auto result = readModel(text, "bad.yaml");
    EXPECT_FALSE(result.model.has_value()) << bad.to.substr(0, 200);
    const auto& all = result.findings.all();
    const bool found = std::any_of(all.begin(), all.end(), [&](const ModelFinding& f) {
      return f.code == bad.code && f.line == line && f.severity == ModelFinding::Severity::kError;
    });
    EXPECT_TRUE(found) << bad.code << " in line " << line << ": " << bad.to.substr(0, 200) << "\n"
                       << test::listed(result.findings);
    for (const auto& f : all) {
      EXPECT_FALSE(f.message.empty()) << f.code;
      EXPECT_EQ(f.file, "bad.yaml");
    }
  }
}

TEST(Malformed, TheModelThatIsChangedIsGood) {
  const auto result = readModel(test::smallModel(), "good.yaml");
  EXPECT_TRUE(result.model.has_value()) << test::listed(result.findings);
}

TEST(Malformed, TheCorpusIsLargeEnough) {
  const auto total = yamlTraps().size() + headOffences().size() + lawAndParamOffences().size() +
                     stateAndGroupOffences().size() + ruleOffences().size() + expressionOffences().size() +
                     limitAndTestOffences().size() + sheetOffences().size();
  EXPECT_GE(total, 250U);
}

TEST(Malformed, TrapsOfYaml) { expectRefused(yamlTraps()); }
TEST(Malformed, HeadOfTheModel) { expectRefused(headOffences()); }
TEST(Malformed, LawParametersAndLevels) { expectRefused(lawAndParamOffences()); }
TEST(Malformed, GatesStatesGroupsAndUse) { expectRefused(stateAndGroupOffences()); }
TEST(Malformed, Rules) { expectRefused(ruleOffences()); }
TEST(Malformed, Expressions) { expectRefused(expressionOffences()); }
TEST(Malformed, LimitsAndTests) { expectRefused(limitAndTestOffences()); }
TEST(Malformed, SheetsAndIndicators) { expectRefused(sheetOffences()); }

TEST(Malformed, AllFindingsAreToldAtOnce) {
  auto text = test::changed(test::smallModel(), "rank: provincial_normative", "rank: province");
  text = test::changed(std::move(text), "pending: more_favourable", "pending: newest");
  text = test::changed(std::move(text), "types: [hospital]", "types: []");
  const auto result = readModel(text, "bad.yaml");
  EXPECT_EQ(result.findings.count(ModelFinding::Severity::kError), 3U) << test::listed(result.findings);
  EXPECT_LT(result.findings.all()[0].line, result.findings.all()[2].line) << "in the order of the file";
}

TEST(Malformed, AnErrorInAnExpressionPointsAtItsCharacter) {
  const auto text = test::changed(test::smallModel(), "window: {last: $life}", "where: \"severity = minor und x\"");
  const auto result = readModel(text, "bad.yaml");
  ASSERT_FALSE(result.findings.all().empty());
  const auto& finding = result.findings.all()[0];
  const auto start = text.rfind('\n', text.find("und x")) + 1;
  EXPECT_EQ(finding.code, "GRAD-0015");
  EXPECT_EQ(finding.column, static_cast<int>(text.find("und x") - start) + 1) << "all before it is ASCII";
}

TEST(Malformed, AbsurdSizesAreRefusedQuickly) {
  const auto big = test::smallModel() + "# " + std::string(1024 * 1024, 'x') + "\n";
  EXPECT_EQ(readModel(big, "big.yaml").findings.all().at(0).code, "GRAD-0001");
  const auto rule = std::string("- {id: G1, of: a, group: good, points: 1, cite: [L1]}\n");
  const auto rules = test::changed(test::smallModel(), "rules:\n", "rules:\n" + manyTimes(401, rule));
  EXPECT_EQ(readModel(rules, "big.yaml").findings.all().at(0).code, "GRAD-0023");
  std::string keys = "feeds: {";
  for (int i = 0; i < 60'000; ++i) keys += "a" + std::to_string(i) + ": 1, ";
  const auto feeds = test::changed(test::smallModel(), "feeds: {", keys);
  EXPECT_EQ(readModel(feeds, "big.yaml").findings.all().at(0).code, "GRAD-0023");
  EXPECT_EQ(readModel("", "empty.yaml").findings.all().at(0).code, "PROF-0005");
  EXPECT_EQ(readModel("- 1\n", "list.yaml").findings.all().at(0).code, "GRAD-0002");
}

TEST(Malformed, ManyFindingsAreCutShort) {
  std::string keys;
  for (int i = 0; i < 700; ++i) keys += "k" + std::to_string(i) + ": 1\n";
  const auto result = readModel(test::smallModel() + keys, "many.yaml");
  EXPECT_EQ(result.findings.all().size(), ModelFindings::kMost + 1);
  const auto& all = result.findings.all();
  EXPECT_TRUE(std::any_of(all.begin(), all.end(), [](const ModelFinding& f) { return f.code == "GRAD-0047"; }));
}

TEST(Malformed, MoreThanFortyRulesAreAWarning) {
  std::string rules;
  for (int i = 0; i < 40; ++i) {
    rules += "- {id: Z" + std::to_string(i) + ", of: t" + std::to_string(i) + ", group: bad, points: -1, cite: [L1]}\n";
  }
  const auto result = readModel(test::changed(test::smallModel(), "rules:\n", "rules:\n" + rules), "many.yaml");
  EXPECT_TRUE(result.model.has_value()) << test::listed(result.findings);
  EXPECT_EQ(result.findings.all().at(0).code, "GRAD-0050");
  EXPECT_EQ(result.findings.all().at(0).severity, ModelFinding::Severity::kWarning);
}

}  // namespace
}  // namespace medcredit::grading
