// Bulk resolution of subjects: one lookup for all identifiers, one for all names, then decisions in memory, then bulk
// inserts.
#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "store/field_cipher.h"
#include "store/subjects.h"

namespace medcredit::store {

using domain::IdentifierKind;
using domain::SubjectKind;

namespace {

/// Strength of a kind as a matching key: lower is stronger. Ranks are shared by organisations and persons, whose kinds
/// do not overlap.
int rankOf(IdentifierKind kind) {
  switch (kind) {
    case IdentifierKind::kUnifiedCreditCode:
    case IdentifierKind::kCitizenId:
      return 0;
    case IdentifierKind::kOrganisationCode:
    case IdentifierKind::kPassport:
      return 1;
    case IdentifierKind::kRegistrationNumber:
    case IdentifierKind::kHkMacaoPermit:
      return 2;
    case IdentifierKind::kInstitutionNumber:
    case IdentifierKind::kTaiwanPermit:
      return 3;
    case IdentifierKind::kSocialOrgNumber:
    case IdentifierKind::kPermanentResident:
      return 4;
    case IdentifierKind::kTaxNumber:
    case IdentifierKind::kPhysicianQualification:
      return 5;
    case IdentifierKind::kMedicalLicence:
    case IdentifierKind::kPhysicianPractice:
      return 6;
    case IdentifierKind::kOther:
      break;
  }
  return 7;
}

/// Kinds a subject has one value of at a time: a second value means a second subject.
bool exclusive(IdentifierKind kind) {
  return kind == IdentifierKind::kUnifiedCreditCode || kind == IdentifierKind::kOrganisationCode ||
         kind == IdentifierKind::kCitizenId;
}

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// A subject in play: found in the store or to be created.
struct Slot {
  std::int64_t id = 0;    ///< 0 until reserved
  std::int64_t root = 0;  ///< the subject it was merged into, else its own id
  SubjectKind kind = SubjectKind::kOrganisation;
  std::string name;
  std::string nameKey;  ///< computed on demand
  bool isNew = false;
  std::vector<IdentifierKind> exclusiveKinds;  ///< kinds it holds; loaded on demand for stored subjects
  bool exclusiveLoaded = false;
};

/// A distinct identifier of the call.
struct Ident {
  std::string key;
  std::string_view value;
  IdentifierKind kind = IdentifierKind::kOther;
  std::size_t slot = kNone;  ///< its subject
  bool current = false;      ///< the stored row is still valid
  bool gained = false;       ///< to be inserted
};

/// A distinct (kind, name) of rows without identifiers.
struct NameGroup {
  std::vector<std::size_t> withIdentifiers;
  std::vector<std::size_t> bare;
};

class Resolver {
 public:
  Resolver(Conn& conn, std::span<const SubjectKeys> keys, bool createMissing)
      : conn_(conn), keys_(keys), createMissing_(createMissing) {}

  base::Result<std::vector<ResolvedSubject>> run(base::Instant now) {
    collectIdents();
    MC_TRY(loadByIdent());
    MC_TRY(loadByName());
    answers_.resize(keys_.size());
    rowSlot_.assign(keys_.size(), kNone);
    for (std::size_t row = 0; row < keys_.size(); ++row) MC_TRY(decide(row));
    MC_TRY(compareNames());
    if (createMissing_) MC_TRY(write(now));
    for (std::size_t row = 0; row < keys_.size(); ++row) {
      const Slot& slot = slots_[rowSlot_[row]];
      answers_[row].id = slot.id;
      answers_[row].registeredName = slot.name;
    }
    return std::move(answers_);
  }

 private:
  void collectIdents();
  base::Status loadByIdent();
  base::Status loadByName();
  base::Result<std::size_t> byIdentifiers(std::size_t row);
  base::Status decide(std::size_t row);
  base::Result<bool> holdsOther(std::size_t slotIndex, IdentifierKind kind);
  base::Status compareNames();
  base::Status write(base::Instant now);
  base::Status writeSubjects(base::Instant now);
  base::Status writeIdentifiers();

  std::size_t slotOf(std::int64_t id, std::string_view kind, std::string_view name, std::optional<std::int64_t> merged);
  std::size_t newSlot(const SubjectKeys& keys);
  /// One subject, directly or through a merge.
  [[nodiscard]] bool same(std::size_t a, std::size_t b) const {
    return a == b || (!slots_[a].isNew && !slots_[b].isNew && slots_[a].root == slots_[b].root);
  }
  std::size_t byName(const SubjectKeys& keys);
  base::Status resolveRoots();
  const std::string& nameKeyOf(std::size_t slotIndex);
  const std::string& nameKeyOf(std::string_view name);
  static std::string groupKey(SubjectKind kind, std::string_view nameKey) {
    return std::string(domain::subjectKindCode(kind)) + ":" + std::string(nameKey);
  }

  Conn& conn_;
  std::span<const SubjectKeys> keys_;
  bool createMissing_;
  std::deque<Ident> idents_;
  std::unordered_map<std::string_view, std::size_t> identByKey_;
  std::vector<std::vector<std::size_t>> rowIdents_;  ///< per row, strongest first
  std::deque<Slot> slots_;
  std::unordered_map<std::int64_t, std::size_t> slotById_;
  std::vector<std::size_t> mergedSlots_;
  std::unordered_map<std::string, NameGroup> names_;
  std::unordered_map<std::string_view, std::string> nameKeys_;
  std::vector<std::size_t> rowSlot_;
  std::vector<ResolvedSubject> answers_;
};

void Resolver::collectIdents() {
  rowIdents_.resize(keys_.size());
  std::string key;
  for (std::size_t row = 0; row < keys_.size(); ++row) {
    auto& mine = rowIdents_[row];
    for (const auto& [kind, value] : keys_[row].identifiers) {
      if (value.empty() || value == domain::kPlaceholderCode) continue;
      key = identKey(conn_, kind, value);
      auto it = identByKey_.find(key);
      if (it == identByKey_.end()) {
        idents_.push_back({key, value, kind, kNone, false, false});
        it = identByKey_.emplace(idents_.back().key, idents_.size() - 1).first;
      }
      mine.push_back(it->second);
    }
    std::stable_sort(mine.begin(), mine.end(), [this](std::size_t a, std::size_t b) {
      return rankOf(idents_[a].kind) < rankOf(idents_[b].kind);
    });
  }
}

std::size_t Resolver::slotOf(std::int64_t id, std::string_view kind, std::string_view name,
                             std::optional<std::int64_t> merged) {
  const auto [it, fresh] = slotById_.try_emplace(id, slots_.size());
  if (fresh) {
    Slot& slot = slots_.emplace_back();
    slot.id = id;
    slot.root = merged.value_or(id);
    slot.kind = domain::subjectKindFromCode(kind).value_or(SubjectKind::kOrganisation);
    slot.name = name;
    if (merged) mergedSlots_.push_back(it->second);
  }
  return it->second;
}

base::Status Resolver::loadByIdent() {
  if (idents_.empty()) return {};
  std::vector<Value> params;
  params.reserve(idents_.size());
  for (const Ident& ident : idents_) params.emplace_back(std::string_view(ident.key));
  // A code that changed hands belongs to its present holder; a code no longer valid still finds its last holder.
  std::vector<std::string> since(idents_.size());
  MC_TRY(conn_.lookup("subject_identifier i JOIN subject s ON s.id = i.subject_id", "i.ident_key",
                      "s.id, s.kind, s.name, s.merged_into, i.valid_from, i.valid_to", "", params,
                      [&](std::size_t index, const Row& row) {
                        Ident& ident = idents_[index];
                        const bool current = row.isNull(5);
                        const bool better = ident.slot == kNone || (current && !ident.current) ||
                                            (current == ident.current && row.text(4) > since[index]);
                        if (!better) return;
                        ident.slot = slotOf(row.integer(0), row.text(1), row.text(2),
                                            row.isNull(3) ? std::nullopt : std::optional(row.integer(3)));
                        ident.current = current;
                        since[index] = row.text(4);
                      }));
  return resolveRoots();
}

base::Status Resolver::resolveRoots() {
  for (const std::size_t index : mergedSlots_) {
    const std::array<Value, 1> params{Value{slots_[index].id}};
    MC_TRY(
        conn_.query("WITH RECURSIVE up(id, next) AS (SELECT id, merged_into FROM subject WHERE id = $1 UNION ALL "
                    "SELECT s.id, s.merged_into FROM subject s JOIN up ON s.id = up.next) "
                    "SELECT id FROM up WHERE next IS NULL",
                    params, [&](const Row& row) {
                      slots_[index].root = row.integer(0);
                      return false;
                    }));
  }
  mergedSlots_.clear();
  return {};
}

const std::string& Resolver::nameKeyOf(std::string_view name) {
  auto it = nameKeys_.find(name);
  if (it == nameKeys_.end()) it = nameKeys_.emplace(name, base::nameKey(name)).first;
  return it->second;
}

const std::string& Resolver::nameKeyOf(std::size_t slotIndex) {
  Slot& slot = slots_[slotIndex];
  if (slot.nameKey.empty()) slot.nameKey = base::nameKey(slot.name);
  return slot.nameKey;
}

base::Status Resolver::loadByName() {
  std::vector<std::string_view> wanted;
  std::unordered_set<std::string_view> seen;
  for (std::size_t row = 0; row < keys_.size(); ++row) {
    if (!rowIdents_[row].empty()) continue;
    const std::string& key = nameKeyOf(keys_[row].name);
    if (seen.insert(key).second) wanted.push_back(key);
  }
  if (wanted.empty()) return {};
  std::vector<Value> params(wanted.begin(), wanted.end());
  MC_TRY(conn_.lookup("subject s", "s.name_key",
                      "s.id, s.kind, s.name, s.merged_into, "
                      "(SELECT COUNT(*) FROM subject_identifier i WHERE i.subject_id = s.id)",
                      "", params, [&](std::size_t index, const Row& row) {
                        const std::size_t slot = slotOf(row.integer(0), row.text(1), row.text(2),
                                                        row.isNull(3) ? std::nullopt : std::optional(row.integer(3)));
                        NameGroup& group = names_[groupKey(slots_[slot].kind, wanted[index])];
                        (row.integer(4) > 0 ? group.withIdentifiers : group.bare).push_back(slot);
                      }));
  return resolveRoots();
}

/// The one subject of that kind and name, or kNone.
std::size_t Resolver::byName(const SubjectKeys& keys) {
  const auto it = names_.find(groupKey(keys.kind, nameKeyOf(keys.name)));
  if (it == names_.end()) return kNone;
  const auto single = [this](const std::vector<std::size_t>& slots) {
    const auto other = [&](std::size_t slot) { return !same(slot, slots.front()); };
    return slots.empty() || std::any_of(slots.begin(), slots.end(), other) ? kNone : slots.front();
  };
  const NameGroup& group = it->second;
  if (keys.kind != SubjectKind::kNaturalPerson && !group.withIdentifiers.empty()) {
    auto all = group.withIdentifiers;
    all.insert(all.end(), group.bare.begin(), group.bare.end());
    if (const std::size_t one = single(all); one != kNone) return one;
  }
  return single(group.bare);
}

std::size_t Resolver::newSlot(const SubjectKeys& keys) {
  Slot& slot = slots_.emplace_back();
  slot.kind = keys.kind;
  slot.name = keys.name;
  slot.isNew = true;
  slot.exclusiveLoaded = true;
  return slots_.size() - 1;
}

/// True when the subject already has a value of this exclusive kind.
base::Result<bool> Resolver::holdsOther(std::size_t slotIndex, IdentifierKind kind) {
  Slot& slot = slots_[slotIndex];
  if (!slot.exclusiveLoaded) {
    const std::array<Value, 1> params{Value{slot.id}};
    MC_TRY(conn_.query("SELECT ident_key FROM subject_identifier WHERE subject_id = $1 AND valid_to IS NULL", params,
                       [&](const Row& row) {
                         const auto text = row.text(0);
                         const auto held = domain::identifierKindFromName(text.substr(0, text.find(':')));
                         if (held && exclusive(*held)) slot.exclusiveKinds.push_back(*held);
                         return true;
                       }));
    slot.exclusiveLoaded = true;
  }
  return std::find(slot.exclusiveKinds.begin(), slot.exclusiveKinds.end(), kind) != slot.exclusiveKinds.end();
}

/// The stored or earlier subject the row's identifiers point at, strongest first; kNone when there is none.
base::Result<std::size_t> Resolver::byIdentifiers(std::size_t row) {
  std::size_t chosen = kNone;
  for (const std::size_t index : rowIdents_[row]) {
    const std::size_t slot = idents_[index].slot;
    if (slot == kNone) continue;
    if (chosen == kNone) {
      chosen = slot;
    } else if (!same(slot, chosen)) {
      answers_[row].conflict = true;
    }
  }
  if (chosen == kNone) return chosen;
  for (const std::size_t index : rowIdents_[row]) {
    if (idents_[index].slot != kNone || !exclusive(idents_[index].kind)) continue;
    MC_ASSIGN(const bool other, holdsOther(chosen, idents_[index].kind));
    if (!other) continue;
    // A strong code the known subject does not have: the row may speak of somebody else who shares a weaker number.
    answers_[row].conflict = true;
    return rankOf(idents_[index].kind) == 0 ? kNone : chosen;
  }
  return chosen;
}

base::Status Resolver::decide(std::size_t row) {
  const SubjectKeys& keys = keys_[row];
  const auto& mine = rowIdents_[row];
  MC_ASSIGN(std::size_t chosen, byIdentifiers(row));
  if (mine.empty()) chosen = byName(keys);
  if (chosen == kNone) {
    chosen = newSlot(keys);
    NameGroup& group = names_[groupKey(keys.kind, nameKeyOf(keys.name))];
    (mine.empty() ? group.bare : group.withIdentifiers).push_back(chosen);
    answers_[row].created = createMissing_;
  }
  for (const std::size_t index : mine) {
    Ident& ident = idents_[index];
    if (ident.slot != kNone) continue;
    if (exclusive(ident.kind)) {
      MC_ASSIGN(const bool other, holdsOther(chosen, ident.kind));
      if (other) continue;
      slots_[chosen].exclusiveKinds.push_back(ident.kind);
    }
    ident.slot = chosen;
    ident.gained = true;
  }
  rowSlot_[row] = chosen;
  return {};
}

/// Marks rows whose name is neither the current nor a former name of their subject.
base::Status Resolver::compareNames() {
  std::unordered_map<std::string_view, std::vector<std::size_t>> doubtful;
  std::vector<std::string_view> wanted;
  for (std::size_t row = 0; row < keys_.size(); ++row) {
    const std::size_t slot = rowSlot_[row];
    if (keys_[row].name.empty() || keys_[row].name == slots_[slot].name) continue;
    const std::string& key = nameKeyOf(keys_[row].name);
    if (key == nameKeyOf(slot)) continue;
    answers_[row].nameDisagrees = true;
    auto& rows = doubtful[key];
    if (rows.empty()) wanted.push_back(key);
    rows.push_back(row);
  }
  if (wanted.empty()) return {};
  std::vector<Value> params(wanted.begin(), wanted.end());
  return conn_.lookup("subject_name", "name_key", "subject_id", "", params, [&](std::size_t index, const Row& found) {
    for (const std::size_t row : doubtful[wanted[index]]) {
      const Slot& slot = slots_[rowSlot_[row]];
      if (slot.id == found.integer(0) || (slot.root != 0 && slot.root == found.integer(0))) {
        answers_[row].nameDisagrees = false;
      }
    }
  });
}

base::Status Resolver::write(base::Instant now) {
  MC_TRY(writeSubjects(now));
  return writeIdentifiers();
}

base::Status Resolver::writeSubjects(base::Instant now) {
  std::vector<std::size_t> fresh;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].isNew) fresh.push_back(i);
  }
  if (fresh.empty()) return {};
  MC_ASSIGN(std::int64_t next, reserveIds(conn_, "subject", static_cast<std::int64_t>(fresh.size())));
  constexpr auto kColumns = std::to_array<std::string_view>({"id", "kind", "name", "name_key", "state", "created_at"});
  MC_ASSIGN(const auto subjects, conn_.bulkInsert("subject", kColumns));
  for (const std::size_t index : fresh) {
    slots_[index].id = next++;
    const Slot& slot = slots_[index];
    const auto row = std::to_array<Value>({slot.id, domain::subjectKindCode(slot.kind), std::string_view(slot.name),
                                           std::string_view(nameKeyOf(index)), std::string_view("active"), now.micros});
    MC_TRY(subjects->add(row));
  }
  MC_TRY(subjects->finish());
  constexpr auto kNameColumns = std::to_array<std::string_view>({"subject_id", "name", "name_key", "valid_from"});
  MC_ASSIGN(const auto names, conn_.bulkInsert("subject_name", kNameColumns));
  for (const std::size_t index : fresh) {
    const Slot& slot = slots_[index];
    const auto row = std::to_array<Value>(
        {slot.id, std::string_view(slot.name), std::string_view(slot.nameKey), std::string_view()});
    MC_TRY(names->add(row));
  }
  return names->finish();
}

base::Status Resolver::writeIdentifiers() {
  const auto gained = [](const Ident& ident) { return ident.gained; };
  if (std::none_of(idents_.begin(), idents_.end(), gained)) return {};
  std::vector<std::string> sealed(idents_.size());  // before the rows: sealing may need the connection
  for (std::size_t i = 0; i < idents_.size(); ++i) {
    const Ident& ident = idents_[i];
    if (!ident.gained) continue;
    MC_ASSIGN(sealed[i], sealIdentifier(conn_, slots_[ident.slot].id, ident.kind, ident.key, ident.value));
  }
  constexpr auto kColumns = std::to_array<std::string_view>({"ident_key", "valid_from", "subject_id", "sealed"});
  MC_ASSIGN(const auto rows, conn_.bulkInsert("subject_identifier", kColumns));
  for (std::size_t i = 0; i < idents_.size(); ++i) {
    const Ident& ident = idents_[i];
    if (!ident.gained) continue;
    const auto row = std::to_array<Value>({std::string_view(ident.key), std::string_view(), slots_[ident.slot].id,
                                           sealed[i].empty() ? Value{nullptr} : Value{BlobView{sealed[i]}}});
    MC_TRY(rows->add(row));
  }
  return rows->finish();
}

}  // namespace

std::string identKey(const Conn& conn, IdentifierKind kind, std::string_view value) {
  std::string key = std::string(domain::identifierKindName(kind)) + ":";
  if (!domain::isPersonal(kind)) return key.append(value);
  return key.append(1, '#').append(conn.cipher().blind(key + std::string(value)));
}

base::Result<std::string> sealIdentifier(Conn& conn, std::int64_t subject, IdentifierKind kind, std::string_view key,
                                         std::string_view value) {
  if (!domain::isPersonal(kind)) return std::string();
  return conn.cipher().seal(conn, subject, value, "subject_identifier|sealed|" + std::string(key));
}

base::Result<std::vector<ResolvedSubject>> resolveSubjects(Conn& conn, std::span<const SubjectKeys> keys,
                                                           base::Instant now, bool createMissing) {
  return Resolver(conn, keys, createMissing).run(now);
}

}  // namespace medcredit::store
