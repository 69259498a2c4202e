// medcredit-openapi: prints docs/api/openapi.json from the fragments of the areas (./dev docs writes it, a test holds
// the page to it).
#include <iostream>

#include "http/openapi.h"

int main() {
  std::cout << medcredit::http::openApiDocument();
  return 0;
}
