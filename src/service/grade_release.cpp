#include "service/grade_release.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/base64.h"
#include "base/decimal.h"
#include "crypto/sm2.h"
#include "crypto/sm3.h"

namespace medcredit::service {

using base::CivilDate;
namespace json = boost::json;

namespace {

constexpr std::string_view kSignature = "signature";
constexpr std::string_view kAlgorithm = "SM2-SM3";

std::string decimal4(std::int64_t units) { return grading::Decimal4{units}.str(); }

/// Mean of scores with four decimals; empty when nobody is graded.
json::value meanOf(grading::Int128 sum, std::uint64_t count) {
  if (count == 0) return nullptr;
  return json::value(decimal4(static_cast<std::int64_t>(sum / static_cast<grading::Int128>(count))));
}

json::object sharesOf(const grading::ReformEffect& effect, const std::map<std::string, grading::GroupShare>& groups) {
  json::object out;
  for (const auto& [name, share] : groups) {
    json::object before, after;
    for (std::size_t i = 0; i < effect.levels.size(); ++i) {
      const std::string level = effect.levels[i].empty() ? "-" : effect.levels[i];
      if (i < share.before.size()) before[level] = share.before[i];
      if (i < share.after.size()) after[level] = share.after[i];
    }
    out[name.empty() ? "-" : name] = json::object{{"subjects", share.subjects},
                                                  {"before", std::move(before)},
                                                  {"after", std::move(after)},
                                                  {"movedDown", share.movedDown},
                                                  {"movedUp", share.movedUp}};
  }
  return out;
}

std::string levelAt(const grading::ReformEffect& effect, int index) {
  if (index < 0 || static_cast<std::size_t>(index) >= effect.levels.size()) return "-";
  const auto& level = effect.levels[static_cast<std::size_t>(index)];
  return level.empty() ? "-" : level;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return base::ratio(static_cast<std::int64_t>(part) * 100, static_cast<std::int64_t>(whole), 2).value_or("0") + "%";
}

/// Millionths as a decimal number, null when there is none.
json::value microJson(std::optional<std::int64_t> micro) {
  if (!micro) return nullptr;
  return json::value(base::ratio(*micro, grading::kMicro, 6).value_or("0"));
}

json::object backTestJson(const grading::BackTestResult& test) {
  json::array levels;
  for (const auto& one : test.levels) {
    const auto part = base::ratio(static_cast<std::int64_t>(one.violated), static_cast<std::int64_t>(one.subjects));
    levels.push_back(json::object{{"level", one.level.empty() ? "-" : one.level},
                                  {"subjects", one.subjects},
                                  {"violated", one.violated},
                                  {"share", part ? json::value(*part) : json::value(nullptr)}});
  }
  return {{"levels", std::move(levels)}, {"monotonic", test.monotonic()}, {"gini", microJson(test.giniMicro())}};
}

json::object sweepJson(const ReformSweep& sweep) {
  json::array numbers;
  for (const auto& one : sweep.numbers) {
    numbers.push_back(json::object{{"path", one.path},
                                   {"percent", one.percent},
                                   {"moved", one.moved},
                                   {"levels", json::array(one.levels.begin(), one.levels.end())}});
  }
  return {{"subjects", sweep.subjects}, {"stride", sweep.stride}, {"numbers", std::move(numbers)}};
}

json::object releaseJson(const ReformMeasured& measured) {
  const auto& [read, asOf, effect, gates, sweep, test] = measured;
  json::array levels, matrix, movers, told, changes;
  for (const auto& level : effect.levels) levels.push_back(json::string(level.empty() ? "-" : level));
  for (const auto& row : effect.matrix) matrix.push_back(json::array(row.begin(), row.end()));
  for (const auto& one : effect.movers) {
    movers.push_back(json::object{{"subject", one.subject},
                                  {"from", levelAt(effect, one.from)},
                                  {"to", levelAt(effect, one.to)},
                                  {"scoreFrom", decimal4(one.scoreFrom)},
                                  {"scoreTo", decimal4(one.scoreTo)},
                                  {"line", one.line},
                                  {"limit", one.limit}});
  }
  for (const auto& gate : gates) {
    told.push_back(json::object{{"gate", gate.text}, {"value", gate.value}, {"met", gate.met}});
  }
  for (const auto& path : read.changes) changes.push_back(json::string(path));
  return {{"reform", read.reform->name},
          {"base", read.reform->base.str()},
          {"reason", read.reform->reason},
          {"baseDigest", read.baseModel->identity},
          {"digest", read.model->identity},
          {"changes", std::move(changes)},
          {"asOf", asOf.iso()},
          {"subjects", effect.subjects},
          {"levels", std::move(levels)},
          {"matrix", std::move(matrix)},
          {"movedDown", effect.movedDown},
          {"movedUp", effect.movedUp},
          {"byRegion", sharesOf(effect, effect.byRegion)},
          {"byType", sharesOf(effect, effect.byType)},
          {"inspectionsBefore", decimal4(effect.inspectionsBefore)},
          {"inspectionsAfter", decimal4(effect.inspectionsAfter)},
          {"decidedByUnpublished", effect.decidedByUnpublished},
          {"meanBefore", meanOf(effect.scoreSumBefore, effect.gradedBefore)},
          {"meanAfter", meanOf(effect.scoreSumAfter, effect.gradedAfter)},
          {"stability", effect.stability()},
          {"gates", std::move(told)},
          {"movers", std::move(movers)},
          {"sensitivity", sweepJson(sweep)},
          {"backTest", json::object{{"asOf", test.asOf.iso()},
                                    {"until", asOf.iso()},
                                    {"before", backTestJson(test.before)},
                                    {"after", backTestJson(test.after)}}}};
}

std::string backTestText(const grading::BackTestResult& test) {
  std::string out;
  for (const auto& one : test.levels) {
    if (one.subjects == 0) continue;
    out += "\t" + (one.level.empty() ? std::string("-") : one.level) + " " + share(one.violated, one.subjects);
  }
  const auto gini = test.giniMicro();
  return out + (test.monotonic() ? "\t逐级递增" : "\t未逐级递增") + "\t基尼系数 " +
         (gini ? base::ratio(*gini, grading::kMicro, 4).value_or("0") : std::string("-")) + "\n";
}

/// The numbers that move most, the greatest first.
std::string sweepText(const ReformSweep& sweep) {
  constexpr std::size_t kTold = 10;
  std::vector<const grading::Sensitivity*> order;
  for (const auto& one : sweep.numbers) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->moved > b->moved; });
  std::string out = "\n敏感度（每个数值增减一成，" + std::to_string(sweep.subjects) + " 个主体";
  if (sweep.stride > 1) out += "，每 " + std::to_string(sweep.stride) + " 个取一个";
  out += "），变动最多的：\n";
  for (std::size_t i = 0; i < std::min(kTold, order.size()); ++i) {
    const auto& one = *order[i];
    out += "  " + one.path + (one.percent > 0 ? " +" : " ") + std::to_string(one.percent) + "%：" +
           std::to_string(one.moved) + " 个主体换级（" + share(one.moved, sweep.subjects) + "）\n";
  }
  return out;
}

}  // namespace

base::Result<std::string> signedRelease(Context& context, const ReformMeasured& measured) {
  json::object document = releaseJson(measured);
  const std::string bytes = json::serialize(document);
  MC_ASSIGN(const auto key, crypto::Sm2PrivateKey::fromPem(context.keys.signingPem()));
  document[kSignature] = json::object{{"signer", context.law.id},
                                      {"algorithm", kAlgorithm},
                                      {"sm3", crypto::sm3Hex(bytes)},
                                      {"publicKey", crypto::toHex(key.publicKey().point())},
                                      {"value", base::toBase64(key.sign(bytes))}};
  return json::serialize(document);
}

base::Status checkRelease(std::string_view text, const crypto::Sm2PublicKey& key) {
  const auto refuse = [] { return base::fail("EVAL-0039"); };
  boost::system::error_code failure;
  const json::value parsed = json::parse(text, failure);
  if (failure || !parsed.is_object()) return refuse();
  json::object document = parsed.get_object();
  const auto* signature = document.if_contains(kSignature);
  const auto* value =
      signature != nullptr && signature->is_object() ? signature->get_object().if_contains("value") : nullptr;
  if (value == nullptr || !value->is_string()) return refuse();
  const auto raw = base::fromBase64(std::string_view(value->get_string()));
  document.stable_erase(kSignature);
  if (!raw || !key.verify(json::serialize(document), *raw)) return refuse();
  return {};
}

std::string releaseText(const ReformMeasured& measured) {
  const auto& [read, asOf, effect, gates, sweep, test] = measured;
  std::string out = "改革方案 " + read.reform->name + "，对照 " + read.reform->base.str() + "，截至 " + asOf.iso() +
                    "\n理由：" + read.reform->reason + "\n主体 " + std::to_string(effect.subjects) + "，下降 " +
                    std::to_string(effect.movedDown) + "（" + share(effect.movedDown, effect.subjects) + "），上升 " +
                    std::to_string(effect.movedUp) + "\n\n原＼新";
  for (std::size_t i = 0; i < effect.levels.size(); ++i) out += "\t" + levelAt(effect, static_cast<int>(i));
  for (std::size_t i = 0; i < effect.matrix.size(); ++i) {
    out += "\n" + levelAt(effect, static_cast<int>(i));
    for (const auto count : effect.matrix[i]) out += "\t" + std::to_string(count);
  }
  out += "\n\n预期抽查 " + decimal4(effect.inspectionsBefore) + " → " + decimal4(effect.inspectionsAfter) +
         "\n由不公开信息决定的 " + std::to_string(effect.decidedByUnpublished) + "\n\n";
  for (const auto& gate : gates) {
    out += std::string(gate.met ? "通过  " : "不通过  ") + gate.text + "（实际 " + gate.value + "）\n";
  }
  out += sweepText(sweep);
  out += "\n回溯（" + test.asOf.iso() + " 的等级，其后至 " + asOf.iso() + " 发生一般以上失信的占比）\n  原：" +
         backTestText(test.before) + "  新：" + backTestText(test.after);
  return out;
}

}  // namespace medcredit::service
