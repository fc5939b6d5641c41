// The NATS client for C.
#pragma once

extern "C" {
typedef struct __natsConnection natsConnection;
typedef struct __natsOptions natsOptions;
typedef enum { NATS_OK = 0, NATS_ERR } natsStatus;

natsStatus natsConnection_ConnectTo(natsConnection** nc, const char* urls);
natsStatus natsConnection_Connect(natsConnection** nc, natsOptions* options);
natsStatus natsOptions_Create(natsOptions** new_options);
natsStatus natsOptions_SetURL(natsOptions* options, const char* url);
natsStatus natsConnection_Publish(natsConnection* nc, const char* subject, const void* data, int length);
natsStatus natsConnection_PublishString(natsConnection* nc, const char* subject, const char* text);
}
