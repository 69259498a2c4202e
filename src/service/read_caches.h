// What the threads of a server share to read quicker. Everything in it can be made anew from the store at any time.
#pragma once

#include "service/entry_fields.h"
#include "service/model_cache.h"
#include "service/query_counter.h"
#include "store/payload_texts.h"

namespace medcredit::service {

/// Thread-safe.
struct ReadCaches {
  EntryFieldsCache entryFields;
  QueryCounter queries;
  ModelCache models;
  store::PayloadTexts payloadTexts;
};

}  // namespace medcredit::service
