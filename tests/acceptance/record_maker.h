// Subjects and records for acceptance tests, written straight into the store: the tests are about what is done with
// them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "service/collect_payload.h"
#include "service/subject.h"
#include "store/records.h"
#include "support/procedures.h"
#include "support/store_fixture.h"

namespace medcredit::test {

/// What a test wants a record to be; the rest gets plain defaults.
struct RecordPlan {
  std::string entry = "CF-ORG", unit = "U1", documentNo = "洛卫测罚〔2026〕1号", decidedOn = "2026-01-05";
  std::string infoClass = "negative", nature = "negative", severity = {}, kindCode = {}, publicity = "not_public";
  std::string validTo = {};  ///< written into the field with that role
  bool internalOnly = false;
};

class RecordMaker : public StoreTest {
 protected:
  std::int64_t addOrg(const std::string& name, const std::vector<std::string>& identifiers = {},
                      const std::string& region = "") {
    return must(service::addSubject(*context_, {"ORG", name, identifiers, {}, region}));
  }
  std::int64_t addPerson(const std::string& name, const std::vector<std::string>& identifiers = {}) {
    return must(service::addSubject(*context_, {"NP", name, identifiers, {}, ""}));
  }

  /// Stores a record of the subject with one initial version; returns its id.
  std::int64_t addRecord(std::int64_t subject, const RecordPlan& plan = {}) {
    const auto* entry = context_->law.entry(plan.entry);
    if (entry == nullptr) throw std::runtime_error("no entry " + plan.entry);
    std::vector<std::string_view> values(entry->fieldSet.fields.size());
    const int validTo = entry->indexOfRole(domain::FieldRole::kValidTo);
    if (!plan.validTo.empty()) values.at(static_cast<std::size_t>(validTo)) = plan.validTo;
    std::string payload;
    service::appendJsonArray(payload, values);
    const auto now = context_->clock.now();
    auto transaction = must(store::Transaction::start(conn()));
    const std::string definition = service::entryDefinition(*entry);
    const auto version = must(store::ensureEntryVersion(conn(), {plan.entry, entry->versionDigest, definition}, now));
    store::NewRecord record;
    record.id = must(store::reserveIds(conn(), "record", 1));
    record.subjectId = subject;
    record.entry = plan.entry;
    record.unitId = plan.unit;
    record.naturalKey = store::hashNaturalKey(plan.entry + plan.documentNo + std::to_string(record.id));
    record.facts.infoClass = plan.infoClass;
    record.facts.nature = plan.nature;
    record.facts.scope = "public";
    record.facts.channel = "manual";
    record.facts.documentNo = plan.documentNo;
    record.facts.decidedOn = plan.decidedOn;
    record.facts.receivedOn = plan.decidedOn;
    record.facts.publicity = plan.publicity;
    record.facts.severity = plan.severity;
    record.facts.kindCode = plan.kindCode;
    record.facts.internalOnly = plan.internalOnly;
    must(store::insertRecords(conn(), std::vector<store::NewRecord>{record}));
    store::NewVersion first;
    first.recordId = record.id;
    first.kind = "initial";
    first.entryVersion = version;
    first.knownAt = now;
    first.actor = "test";
    first.payload = payload;
    must(store::insertVersions(conn(), std::vector<store::NewVersion>{first}));
    must(transaction.commit());
    return record.id;
  }

  /// Sets the day and the law of everything that follows; `change` may alter this test's copy of the law.
  service::Context& at(const std::string& today, const std::string& jurisdiction = "henan-luoyang",
                       const std::function<void(jurisdiction::Jurisdiction&)>& change = {}) {
    law_ = std::make_unique<jurisdiction::Jurisdiction>(law(jurisdiction));
    if (change) change(*law_);
    clock_ = std::make_unique<base::FixedClock>(*base::CivilDate::parseIso(today));
    context_ = std::make_unique<service::Context>(service::Context{conn(), *law_, *clock_, "test", random(), keys()});
    context_->procedures = proceduresOf(jurisdiction);
    return *context_;
  }
  [[nodiscard]] service::Context& now() { return *context_; }
  /// Number of journal lines about an object with that action.
  [[nodiscard]] std::int64_t journalLines(const std::string& object, const std::string& action) {
    return number("SELECT COUNT(*) FROM evidence_entry WHERE object = $1 AND action = $2",
                  {std::string_view(object), std::string_view(action)});
  }

 private:
  std::unique_ptr<jurisdiction::Jurisdiction> law_;
  std::unique_ptr<base::FixedClock> clock_;
  std::unique_ptr<service::Context> context_;
};

}  // namespace medcredit::test
