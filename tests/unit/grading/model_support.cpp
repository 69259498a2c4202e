#include "unit/grading/model_support.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace medcredit::grading::test {

std::string projectFile(const std::string& path) {
  std::ifstream in(std::string(MC_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string shippedText(const std::string& id) {
  return projectFile("jurisdictions/" + id + "/models/" + id + ".credit.yaml");
}

Model shipped(const std::string& id) {
  auto result = readModel(shippedText(id), id + ".credit.yaml");
  if (!result.model) {
    std::cerr << listed(result.findings);
    std::abort();
  }
  return std::move(*result.model);
}

std::string listed(const ModelFindings& findings) {
  std::string out;
  for (const auto& finding : findings.all()) {
    out += finding.place() + " " + std::string(severityWord(finding.severity)) + " " + finding.code + " " +
           finding.message + "\n";
  }
  return out;
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
    std::cerr << "not exactly once: " << from << '\n';
    std::abort();
  }
  return text.replace(at, from.size(), to);
}

std::string smallModel() {
  return R"(cgm: 1
model: test.small
title: 测试模型
edition: 2026.1
status: draft
subject: {kind: institution, types: [hospital]}
period: {kind: calendar_year}
clock: {zone: Asia/Shanghai, workdays: cn}
arith: {decimals: 2, round: half_up}
law:
  L1: {title: 示例办法, rank: provincial_normative, valid: {from: 2025-01-01}, confirmed_on: 2026-10-01}
params:
  base: {unit: 分, values: {2026-01-01: {v: 80, cite: [L1#1]}}}
  bands: {values: {2026-01-01: {v: {A: 84, B: 70, C: 0}, cite: [L1#2]}}}
  fine: {by: severity, values: {2026-01-01: {v: {minor: -2, serious: -15}, cite: [L1#3]}}}
  life: {values: {2026-01-01: {v: P3Y, cite: [L1#4]}}}
levels: {scheme: A-C+M, order: [A, B, C], bands: $bands, unrated: M, cite: [L1#2]}
feeds: {penalty: 2, award: 1, reference: 1}
unrated_if:
- {id: M1, if: {feeds_below: 0.5}, say: 来源不足, cite: [L1#2]}
lifecycle:
  revoked: {effect: exclude, cite: [L1#5]}
  repaired: {effect: exclude, cite: [L1#5]}
  disputed: {effect: count, alternative: exclude, cite: [L1#5]}
groups:
  good: {cap: 6, cite: [L1#6]}
  bad: {cap: -40, cite: [L1#6]}
  ref: {cap: -1, public: false, decisive: false, cite: [L1#6]}
rules:
- {id: G1, of: award, group: good, points: 3, clock: occurred_on, decay: {linear: P24M, unit: month}, cite: [L1#7],
   say: "表彰计 {pts} 分"}
- {id: N1, of: penalty, group: bad, points: $fine, clock: determined_on, window: {last: $life}, cite: [L1#8],
   say: "处罚 {ref} 计 {pts} 分"}
- {id: X1, of: reference, group: ref, points: -1, clock: occurred_on, window: {in: period}, cite: [L1#9],
   say: "参考信息计 {pts} 分"}
limits:
- {id: F1, force: C, if: {exists: {of: serious_list, where: active}}, cite: [L1#10], say: 严重失信名单}
use:
  inspection_rate: {A: 0.05, B: 0.2, C: 1, M: 0.3}
  publish: {level: true, ledger: subject_only, groups_hidden: [ref]}
transition: {pending: more_favourable}
tests:
- name: 无记录
  as_of: 2026-12-31
  subject: {registered_on: 2020-01-01, type: hospital, feeds: [penalty, award, reference]}
  records: []
  expect: {score: 80, level: B}
)";
}

}  // namespace medcredit::grading::test
