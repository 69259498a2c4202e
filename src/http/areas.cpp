#include "http/areas.h"

#include "http/api.h"

namespace medcredit::http {

Router apiRouter() {
  Router router;
  for (const auto add :
       {addSessionRoutes,  addOidcRoutes,      addUsersRoutes,       addSystemsRoutes,     addDelegatesRoutes,
        addCollectRoutes,  addRecordsRoutes,   addPublicityRoutes,   addSupervisionRoutes, addCatalogueRoutes,
        addRulebookRoutes, addSubjectsRoutes,  addMeRoutes,          addAuthorisedRoutes,  addAuditRoutes,
        addJobsRoutes,     addGradingRoutes,   addGradesRoutes,      addEvaluationRoutes,  addRepairRoutes,
        addCasesRoutes,    addPapersRoutes,    addCommitmentsRoutes, addListsRoutes,       addStatementsRoutes,
        addRecallsRoutes,  addRegistersRoutes, addReportsRoutes,     addPublicRoutes}) {
    add(router);
  }
  return router;
}

}  // namespace medcredit::http
