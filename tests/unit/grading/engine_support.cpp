#include "unit/grading/engine_support.h"

#include <gtest/gtest.h>

namespace medcredit::grading::test {

EngineCase::EngineCase(const Model& model, const std::string& asOf, const std::string& knownOn)
    : program(model, *base::CivilDate::parseIso(asOf), base::CivilDate::parseIso(knownOn)) {
  who.id = "S1";
  who.kind = model.subject.kind;
  subject(model.subject.types.front(), "2010-01-01", "");
  for (const auto& feed : model.feeds) feeds_ += (feeds_.empty() ? "" : ";") + feed.source;
}

EngineCase& EngineCase::subject(const std::string& type, const std::string& registeredOn, const std::string& feeds) {
  type_ = type;
  feeds_ = feeds;
  bool ok = false;
  who.registeredOn = readDay(registeredOn, ok);
  return *this;
}

EngineCase& EngineCase::record(const Record& fields) {
  records_.push_back(fields);
  return *this;
}

const Outcome& EngineCase::grade() {
  facts = std::make_unique<FactTable>(program.fields);
  for (const auto& record : records_) {
    const auto field = [&](const std::string& name) {
      for (const auto& [key, text] : record) {
        if (key == name) return text;
      }
      return std::string();
    };
    facts->begin(field("id"), field("of"));
    for (const auto& [key, text] : record) (void)facts->set(key, text);
  }
  who.type = type_;
  who.feeds = feeds_;
  outcome_ = evaluateSubject(program, who, facts->columns(), facts->words(), facts->all());
  return outcome_;
}

std::string EngineCase::ledger() {
  (void)grade();
  std::string out;
  for (const auto& line : outcome_.lines) {
    if (!out.empty()) out += ' ';
    out += line.record == kNoRecord ? program.lines[line.line].id : std::string(facts->columns().recordId(line.record));
    out += "=" + Decimal4{line.points}.str();
    if (line.reason != Reason::kNone) out += ":" + std::string(reasonWord(line.reason));
  }
  return out;
}

Explanation EngineCase::explained() {
  (void)grade();
  const FieldText fields = [this](std::uint32_t row, std::string_view name) -> std::string {
    for (const auto& [key, text] : records_.at(row)) {
      if (key == name) return text;
    }
    return {};
  };
  return explain(program, who, facts->columns(), facts->words(), facts->all(), outcome_, fields);
}

Model modelWith(const std::string& rules, const std::string& groups, const std::string& arith) {
  const std::string text =
      "cgm: 1\nmodel: test.engine\ntitle: 测试\nedition: \"1\"\nstatus: draft\n"
      "subject: {kind: institution, types: [clinic]}\nperiod: {kind: calendar_year}\n"
      "clock: {zone: Asia/Shanghai, workdays: cn}\narith: " +
      arith +
      "\n"
      "law: {T: {title: 测试依据, rank: standard, confirmed_on: 2026-11-01, valid: {from: 2000-01-01}}}\n"
      "params: {base: {values: {2000-01-01: {v: 100, cite: [T]}}}}\n"
      "levels: {scheme: A-C+M, order: [A, B, C], bands: {A: 90, B: 60, C: 0}, unrated: M, cite: [T]}\n"
      "feeds: {reports: 1}\nunrated_if: []\n"
      "lifecycle: {revoked: {effect: exclude, cite: [T]}, halved: {effect: factor, factor: 0.5, cite: [T]}}\n"
      "groups:\n  " +
      groups + "\nrules:\n" + rules +
      "\nlimits: []\n"
      "use: {inspection_rate: {A: 0.1, B: 0.3, C: 1, M: 0.5}}\ntransition: {pending: old}\ntests: []\n";
  ReadResult read = readModel(text, "test.yaml");
  if (!read.model) {
    const ModelFinding* first = read.findings.firstError();
    ADD_FAILURE() << (first == nullptr ? "" : first->place() + " " + first->code + " " + first->message);
    std::abort();
  }
  return std::move(*read.model);
}

}  // namespace medcredit::grading::test
