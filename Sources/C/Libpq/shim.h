#pragma once
#include <libpq-fe.h>

/* Swift does not import macros that are characters. */
static const int pgDiagSQLState = PG_DIAG_SQLSTATE;
static const int pgDiagMessage = PG_DIAG_MESSAGE_PRIMARY;
static const int pgDiagDetail = PG_DIAG_MESSAGE_DETAIL;
static const int pgDiagConstraint = PG_DIAG_CONSTRAINT_NAME;
