// The areas of the API: each file area_<name>.cpp adds its operations to the table; openapi/<name>.json documents them.
#pragma once

#include "http/router.h"

namespace medcredit::http {

void addSessionRoutes(Router& router);      ///< setup, sign-in, sessions, drafts
void addOidcRoutes(Router& router);         ///< sign-in through an identity provider
void addUsersRoutes(Router& router);        ///< users, units, roles
void addSystemsRoutes(Router& router);      ///< keys of partner systems
void addDelegatesRoutes(Router& router);    ///< who acts for a subject
void addCollectRoutes(Router& router);      ///< imports, batches, registers, nil reports
void addRecordsRoutes(Router& router);      ///< records, their flow, attachments
void addPublicityRoutes(Router& router);    ///< publicity of the authority's own staff
void addSupervisionRoutes(Router& router);  ///< status, quality, exports
void addCatalogueRoutes(Router& router);    ///< catalogue, templates, working days, identifiers, demands
void addRulebookRoutes(Router& router);     ///< clocks, terms, settings, documents, calendar: to be read
void addSubjectsRoutes(Router& router);     ///< search, archive, merge
void addMeRoutes(Router& router);           ///< the subject's own view
void addAuthorisedRoutes(Router& router);   ///< authorised and shared queries
void addAuditRoutes(Router& router);        ///< evidence log, accountability
void addJobsRoutes(Router& router);         ///< background work, metrics
void addGradingRoutes(Router& router);      ///< models and runs of credit evaluation
void addGradesRoutes(Router& router);       ///< grades of subjects and what follows from them
void addEvaluationRoutes(Router& router);   ///< evaluation by experts and entrusted agencies
void addRepairRoutes(Router& router);       ///< credit repair
void addCasesRoutes(Router& router);        ///< procedures, cases
void addPapersRoutes(Router& router);       ///< papers: list, show, serve, verify
void addCommitmentsRoutes(Router& router);  ///< letters of commitment and what became of them
void addListsRoutes(Router& router);        ///< credit lists, closed archive
void addStatementsRoutes(Router& router);   ///< statements of subjects beside adverse records
void addRecallsRoutes(Router& router);      ///< recalls and the receivers' word
void addRegistersRoutes(Router& router);    ///< registers beside the lists, boards, campaigns
void addReportsRoutes(Router& router);      ///< drafts of reports, credit reports
void addPublicRoutes(Router& router);       ///< anybody: health, document, publicity

}  // namespace medcredit::http
