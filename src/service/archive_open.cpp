// An archive as its reader may see it.
#include "service/archive.h"
#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/grants.h"
#include "service/scope.h"
#include "service/search.h"
#include "store/read_span.h"

namespace medcredit::service {

base::Result<Archive> openArchive(Context& context, std::int64_t subjectId, const ArchiveQuery& query, bool reveal) {
  MC_TRY(requirePermission(context, reveal ? "subject.reveal" : "subject.read"));
  if (reveal) MC_TRY(checkReveal(context));
  store::ReadSpan reads(context.conn);
  MC_ASSIGN(const auto subject, requireSubject(context, subjectId));
  const bool person = subject.kind == domain::subjectKindCode(domain::SubjectKind::kNaturalPerson);
  if (reveal || person) MC_TRY(checkQueryLimit(context));
  ArchiveQuery raw = query;
  raw.raw = true;
  raw.fields = true;
  MC_ASSIGN(auto archive, readArchive(context, subjectId, raw));
  Discloser discloser(context, reveal);
  MC_ASSIGN(auto released, discloser.archive(archive));
  Act act;
  act.action = reveal ? "subject.unmask" : "subject.read";
  act.objectType = "subject";
  act.objectId = publicId('S', subjectId);
  act.subjectId = archive.subject.id;
  act.fields = released.released();
  act.rule = released.rule;
  act.visibleFrom = logVisibleFrom(context, context.principal.purpose);
  reads.end();
  MC_TRY(recordRead(context, act));
  return archive;
}

}  // namespace medcredit::service
