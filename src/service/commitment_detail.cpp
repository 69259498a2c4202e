#include "service/commitment_detail.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/base64.h"
#include "crypto/sm2.h"
#include "service/commitments.h"
#include "service/record.h"
#include "store/units.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::string_view kKeptKind = "G3";     // 信用承诺守信
constexpr std::string_view kBrokenKind = "N07";  // 违反信用承诺

json::array arrayOf(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

std::string textOf(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::vector<std::string> textsOf(const json::object& object, std::string_view key) {
  std::vector<std::string> out;
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) return out;
  for (const auto& one : value->get_array()) {
    if (one.is_string()) out.emplace_back(one.get_string());
  }
  return out;
}

/// The entry with this name start for the subject's kind, when the unit answers for it.
const domain::CatalogueEntry* entryOf(const Context& context, const store::Unit& unit, std::string_view prefix,
                                      std::string_view subjectKind) {
  const std::string code = std::string(prefix) + (subjectKind == "NP" ? "-NP" : "-ORG");
  const auto& own = unit.entries;
  const bool answers = own.empty() || std::find(own.begin(), own.end(), code) != own.end();
  return answers ? context.law.entry(code) : nullptr;
}

/// Enters the record by hand; only fields the entry has are given.
base::Result<std::optional<std::int64_t>> enter(Context& context, const domain::CatalogueEntry& entry,
                                                const store::CommitmentRow& row, const FieldList& fields,
                                                std::string_view kindCode) {
  AddRecordRequest request;
  request.kindCode = kindCode;
  request.entry = entry.code;
  request.unit = row.unitId;
  request.market = row.market;
  if (row.market) request.consent = "会员自行申报、自行承诺";
  for (const auto& [name, value] : fields) {
    const auto& known = entry.fieldSet.fields;
    const bool there =
        std::any_of(known.begin(), known.end(), [&wanted = name](const auto& field) { return field.name == wanted; });
    if (!there || value.empty()) continue;
    // What the entry does not publish is not published by the letter either (R-CAT-10).
    const bool narrower = name == "公开类型" && !entry.isPublic;
    request.values.emplace_back(name, narrower ? std::string("授权查询") : value);
  }
  MC_ASSIGN(const auto outcome, addRecord(context, request));
  if (outcome.id) return outcome.id;
  const std::string why = outcome.findings.empty() ? std::string() : outcome.findings.front().code;
  return base::fail("COMM-0019", {{"entry", entry.code}, {"finding", why}});
}

}  // namespace

std::string LetterDetail::json() const {
  return json::serialize(json::object{{"matter", matter},
                                      {"text", text},
                                      {"liability", liability},
                                      {"remark", remark},
                                      {"supervision", supervision},
                                      {"statement", statement},
                                      {"publicKey", publicKey},
                                      {"signature", signature},
                                      {"scan", scan},
                                      {"missing", arrayOf(missing)},
                                      {"broken", arrayOf(broken)},
                                      {"unfulfilled", unfulfilled},
                                      {"accountability", accountability},
                                      {"untrue", untrue}});
}

LetterDetail LetterDetail::read(std::string_view text) {
  LetterDetail out;
  boost::system::error_code ec;
  const auto value = json::parse(text, ec);
  if (ec || !value.is_object()) return out;
  const auto& object = value.get_object();
  out.matter = textOf(object, "matter");
  out.text = textOf(object, "text");
  out.liability = textOf(object, "liability");
  out.remark = textOf(object, "remark");
  out.supervision = textOf(object, "supervision");
  out.statement = textOf(object, "statement");
  out.publicKey = textOf(object, "publicKey");
  out.signature = textOf(object, "signature");
  out.scan = textOf(object, "scan");
  out.missing = textsOf(object, "missing");
  out.broken = textsOf(object, "broken");
  out.unfulfilled = textOf(object, "unfulfilled");
  out.accountability = textOf(object, "accountability");
  const auto* untrueValue = object.if_contains("untrue");
  out.untrue = untrueValue != nullptr && untrueValue->is_bool() && untrueValue->get_bool();
  return out;
}

bool LetterDetail::signatureHolds() const {
  if (signature.empty()) return !scan.empty();
  const auto point = base::fromBase64(publicKey);
  const auto bytes = base::fromBase64(signature);
  if (!point || !bytes || !statement.starts_with(text)) return false;
  const auto key = crypto::Sm2PublicKey::fromPoint(*point);
  return key.ok() && key->verify(statement, *bytes);
}

base::Status fileCommitmentRecord(Context& context, store::CommitmentRow& row) {
  MC_ASSIGN(const auto view, showCommitment(context, row.id));
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, row.unitId));
  const auto* entry = unit ? entryOf(context, *unit, "CN", view.subjectKind) : nullptr;
  // A subject without a code cannot be reported; its letter is kept all the same.
  if (entry == nullptr || view.subjectCode.empty()) return {};
  MC_ASSIGN(row.recordId, enter(context, *entry, row, commitmentFields(view), ""));
  return store::setCommitmentState(context.conn, row);
}

base::Status fileFulfilmentRecord(Context& context, store::CommitmentRow& row) {
  MC_ASSIGN(const auto view, showCommitment(context, row.id));
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, row.unitId));
  // There is no entry for persons: theirs is held inside and never published (R-COMM-02).
  const bool person = view.subjectKind == "NP";
  const auto* entry = unit && !person ? entryOf(context, *unit, "LY", view.subjectKind) : nullptr;
  if (entry == nullptr || view.subjectCode.empty()) return {};
  const std::string_view kind = row.state == kCommitmentKept ? kKeptKind : kBrokenKind;
  MC_ASSIGN(row.fulfilmentRecordId, enter(context, *entry, row, fulfilmentFields(view), kind));
  return store::setCommitmentState(context.conn, row);
}

}  // namespace medcredit::service
