#include "service/paper_forms.h"

#include <algorithm>

#include "formats/paper_pdf.h"
#include "papers/fill.h"
#include "service/archive.h"
#include "service/paper_sources.h"
#include "service/scope.h"

namespace medcredit::service {

namespace {

/// The subject of the record, where the actor may see it.
base::Result<std::int64_t> subjectOf(Context& context, std::int64_t recordId) {
  const auto& principal = context.principal;
  if (principal.kind != PrincipalKind::kSubject) {
    MC_TRY(context.principal.kind == PrincipalKind::kOperator ? base::Status()
                                                              : requirePermission(context, "paper.read"));
    MC_ASSIGN(const auto head, requireRecord(context, recordId));
    return head.subjectId;
  }
  MC_ASSIGN(const auto head, store::getRecord(context.conn, recordId));
  if (!head || !principal.subjectId) return notFound(publicId('R', recordId));
  MC_ASSIGN(const auto own, archiveMembers(context, *principal.subjectId, kEverKnown));
  if (std::find(own.begin(), own.end(), head->subjectId) == own.end()) return notFound(publicId('R', recordId));
  return head->subjectId;
}

}  // namespace

base::Result<BlankForm> blankForm(Context& context, const FormOrder& order) {
  const auto* found = context.law.papers.find(order.paper);
  if (found == nullptr || found->official) return base::fail("PAPR-0010", {{"paper", order.paper}});
  BlankForm out;
  PaperOrder values;
  values.paper = order.paper;
  if (order.recordId) {
    values.recordId = order.recordId;
    MC_ASSIGN(const auto subject, subjectOf(context, *order.recordId));
    values.subjectId = subject;
  } else if (context.principal.kind == PrincipalKind::kSubject) {
    values.subjectId = context.principal.subjectId;
  }
  out.subjectId = values.subjectId;
  auto paper = *found;
  MC_ASSIGN(auto known, paperValues(context, paper, values));
  // What is missing is a blank to be written into.
  for (const auto& field : paper.fields) {
    const bool text =
        field.type == jurisdiction::PaperFieldType::kText || field.type == jurisdiction::PaperFieldType::kLong;
    if (text && paper.required(field.id)) known.try_emplace(field.id, "＿＿＿＿＿＿＿＿");
  }
  MC_ASSIGN(out.document,
            papers::fill(paper, known, {context.law.id, context.law.papers.organ, {}, {}, {}, context.clock.today()}));
  return out;
}

base::Result<std::string> formFile(Context& context, const BlankForm& form) {
  return formats::paperPdf(form.document, context.law.papers.layout, {});
}

std::string formPage(const BlankForm& form) { return formats::paperHtml(form.document, {}); }

}  // namespace medcredit::service
