// Who may see what of a record or a subject: the one place where the disclosure policy of the jurisdiction is applied
// to data that leaves (R-DISC-01…14). Everything that goes out by HTTP, export or archive passes through a Discloser;
// it also says which fields were released, for the evidence of the read.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/disclosure.h"
#include "service/context.h"

namespace medcredit::service {

struct Archive;
struct RecordDetails;
struct RecordView;

/// What the policy asks about one record.
struct DisclosureFacts {
  std::int64_t subjectId = 0;
  std::string entry, unitId;
  domain::InfoClass info = domain::InfoClass::kBasic;
  domain::DisclosureState state = domain::DisclosureState::kActive;
  domain::SubjectKind subject = domain::SubjectKind::kOrganisation;
  domain::Sharing sharing = domain::Sharing::kAuthorisedQuery;
  bool internalOnly = false;
};

/// Columns of a record that its state comes from.
struct StoredState {
  std::string_view state;           ///< live, void, withdrawn
  std::string_view publicity;       ///< stable name of PublicityState
  std::string_view publicityUntil;  ///< last day of publicity, or empty
  bool archived = false;            ///< record period over
  bool repaired = false;            ///< credit repaired: neither shown nor shared with others
};
[[nodiscard]] domain::DisclosureState disclosureStateOf(const StoredState& stored, std::string_view today);

/// Facts of a record of an archive.
[[nodiscard]] DisclosureFacts factsOf(const Context& context, const RecordView& view, domain::SubjectKind subject);
/// Facts from columns of a record head. `infoClass` is the stable name.
[[nodiscard]] DisclosureFacts factsOf(const Context& context, std::string_view entry, std::string_view infoClass,
                                      const StoredState& stored);

/// One field as the asker gets it. Fields that are hidden or empty are left out altogether.
struct DisclosedField {
  std::string id, name, value;
  bool masked = false;
};
/// A record as the asker gets it.
struct Disclosed {
  bool visible = false;  ///< false: answer as if the record did not exist
  std::string rule;      ///< row of the policy that decided on the record, for the evidence entry
  std::vector<DisclosedField> fields;
  /// Ids of the fields given, comma separated; masked ones end in "*"; fields of records as ";R5:CF_WSH,CF_NR". For the
  /// evidence entry.
  [[nodiscard]] std::string released() const;
};

/// A value with its field, as stored.
struct StoredValue {
  std::string id, name, value;
  std::string role;  ///< stable name of the role; only needed for fields that today's catalogue does not have
};

/// The same where it lies.
struct ValueView {
  std::string_view id, name, value, role;
};

/// Parts of a subject that are not records.
enum class SubjectPart {
  kName,        ///< present and former names
  kIdentifier,  ///< codes and numbers
  kItem,        ///< basic data
  kRoleHolder   ///< names of persons beside an organisation
};

/// Applies the policy for one asker. Keeps what it looked up: one per use case.
class Discloser {
 public:
  /// The acting person or system. `reveal`: sensitive fields in clear where the declared purpose allows it (the
  /// operation must have checked the permission subject.reveal).
  explicit Discloser(Context& context, bool reveal = false);
  /// An audience that the use case has established itself (an authorisation, the public site).
  Discloser(Context& context, domain::Audience audience, std::string purpose);

  /// How the policy sees the asker before this unit and subject; empty for the operator of the machine, who sees
  /// everything.
  [[nodiscard]] base::Result<std::optional<domain::Audience>> audience(std::string_view unitId, std::int64_t subjectId);
  /// True when the asker may know that the record exists. `rule` gets the deciding row.
  [[nodiscard]] base::Result<bool> sees(const DisclosureFacts& facts, std::string* rule = nullptr);
  /// The record's fields as the asker gets them.
  [[nodiscard]] base::Result<Disclosed> record(const DisclosureFacts& facts, const std::vector<StoredValue>& values);
  /// Narrows the whole story of a record in place: values, name of the subject. False: answer as if it did not exist.
  [[nodiscard]] base::Result<bool> details(RecordDetails& details, Disclosed* released = nullptr);
  /// Narrows an archive read with ArchiveQuery::raw in place: names, codes, items, roles; records the asker may not see
  /// are removed without a trace; of the others, the fields (ArchiveQuery::fields). Gives what was released, for the
  /// evidence entry.
  [[nodiscard]] base::Result<Disclosed> archive(Archive& archive);

  /// Verdict on a part of a subject. `label` names the item or the kind of identifier.
  [[nodiscard]] base::Result<domain::DisclosureVerdict> verdict(SubjectPart part, domain::SubjectKind kind,
                                                                std::int64_t subjectId, std::string_view label = {});
  /// The value as the asker gets it: in clear, masked, or empty.
  [[nodiscard]] base::Result<std::string> value(SubjectPart part, domain::SubjectKind kind, std::int64_t subjectId,
                                                std::string_view label, std::string_view text);

 private:
  [[nodiscard]] domain::DisclosureVerdict ask(const DisclosureFacts& facts, domain::Audience audience,
                                              domain::Sensitivity sensitivity, std::string* rule = nullptr) const;
  base::Status lookUp();
  /// A field the asker gets: its place among the values, and what stands there instead when it is masked.
  struct Given {
    std::size_t at = 0;
    bool masked = false;
    std::string value;
  };
  struct Narrowed {
    bool visible = false;
    std::string rule;
    std::vector<Given> fields;
  };
  [[nodiscard]] base::Result<Narrowed> narrow(const DisclosureFacts& known, std::span<const ValueView> values);
  base::Result<bool> narrowRecord(RecordView& record, domain::SubjectKind kind, Disclosed& released);

  Context& context_;
  std::optional<domain::Audience> fixed_;
  std::string purpose_;
  bool reveal_ = false;
  bool looked_ = false;
  std::vector<std::string> units_;        ///< units within the scope of a staff user
  std::vector<std::int64_t> ownArchive_;  ///< subjects on the archive of a subject account
};

/// Moment from which the subject sees an act under this purpose in its access log: zero (at once) unless the purpose
/// has a lawful delay.
[[nodiscard]] base::Instant logVisibleFrom(const Context& context, std::string_view purpose);

/// A value with everything that identifies a person hidden, by what the field means.
[[nodiscard]] std::string maskField(const domain::FieldDef& field, domain::SubjectKind subject, std::string_view value);

}  // namespace medcredit::service
