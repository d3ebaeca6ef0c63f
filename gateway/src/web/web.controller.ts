import { publicMessages } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { WebDesk } from './web-desk.ts';

export const publicMessagesController = (desk: WebDesk) =>
  controllerOf('publicMessages', publicMessages, {
    begin: () => desk.begin(),
    code: ({ body }, _, { request }) => desk.code(body, request.ip),
    photo: ({ bytes }, _, { request }) => desk.photo(bytes, request.ip),
    look: ({ params }) => desk.photos.look(params.id),
    more: ({ params, body }, _, { request }) => desk.more(params.number, body, request.ip),
    send: ({ body }, _, { request }) => desk.send(body, request.ip),
  });
